{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    <a class="btn btn-plain" href="/efficiency/print?year={{YEAR:url_query_escape}}">
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>
      打印 {{YEAR}} 年度表
    </a>
  </div>
</div>
{{>CLOSED}}
{{>OFFICIAL}}
<section class="panel" aria-label="使用效率评分列表">
  <div class="ph"><h2>{{YEAR}} 年各单位使用效率</h2><span class="r">定稿后不再更改，作为集约高效建设考核的依据</span></div>
  {{>FILTERS}}
  {{#HAS_ROWS}}
    <table class="tbl cards">
      <caption class="visually-hidden">各单位各季度使用效率评分</caption>
      <thead>
        <tr>
          <th scope="col">使用单位</th>
          <th scope="col" class="num">第一季度</th>
          <th scope="col" class="num">第二季度</th>
          <th scope="col" class="num">第三季度</th>
          <th scope="col" class="num">第四季度</th>
          <th scope="col" class="num">全年平均</th>
          <th scope="col">等级</th>
        </tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr>
            <td data-th="使用单位"><span class="name">{{UNIT_NAME}}</span></td>
            <td data-th="第一季度" class="num">
              {{#Q1}}<a href="/matters/{{MATTER_ID}}">{{Q1_TEXT}}</a>{{/Q1}}{{#Q1_NONE}}—{{/Q1_NONE}}
            </td>
            <td data-th="第二季度" class="num">
              {{#Q2}}<a href="/matters/{{MATTER_ID}}">{{Q2_TEXT}}</a>{{/Q2}}{{#Q2_NONE}}—{{/Q2_NONE}}
            </td>
            <td data-th="第三季度" class="num">
              {{#Q3}}<a href="/matters/{{MATTER_ID}}">{{Q3_TEXT}}</a>{{/Q3}}{{#Q3_NONE}}—{{/Q3_NONE}}
            </td>
            <td data-th="第四季度" class="num">
              {{#Q4}}<a href="/matters/{{MATTER_ID}}">{{Q4_TEXT}}</a>{{/Q4}}{{#Q4_NONE}}—{{/Q4_NONE}}
            </td>
            <td data-th="全年平均" class="num">{{MEAN_TEXT}}<span class="sub">{{DONE_N}} 个季度</span></td>
            <td data-th="等级"><span class="st st-{{GRADE_TONE}}"><span>{{GRADE_TEXT}}</span></span></td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  {{/HAS_ROWS}}
  {{>EMPTY}}
  {{>PAGER}}
  <div class="pf">满分 100：处理器、内存、存储按季度内可判定的机器月加权，另计建议响应、报告与合规按时，没有到期事项的月份不计入分值；各项分值和区间见参数页。“—”为没有评分或尚未定稿，全年平均为已定稿各季度的平均。</div>
</section>
