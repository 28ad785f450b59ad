{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}　年度得分为四个季度审定得分的平均，四舍五入到两位小数，等次按第四季度评分表的界限；缺一个季度不形成年度得分和等次。各季度系数是通报时按当季合同记录的；年度结算系数按年末生效的合同</p></div>
  <div class="acts">
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印
    </button>
  </div>
</div>
<section class="panel" aria-label="年度考核">
  <table class="tbl cards">
    <caption class="visually-hidden">年度考核</caption>
    <thead>
      <tr>
        <th scope="col">服务商</th>
        <th scope="col" class="num">第一季度</th>
        <th scope="col" class="num">第二季度</th>
        <th scope="col" class="num">第三季度</th>
        <th scope="col" class="num">第四季度</th>
        <th scope="col" class="num">平均</th>
        <th scope="col">年度等次</th>
        <th scope="col">年度结算系数</th>
      </tr>
    </thead>
    <tbody>
      {{#ROW}}
        <tr>
          <td data-th="服务商"><a class="name" href="{{SLIP_HREF}}">{{SHORT_NAME}}</a><span class="sub">年度结算单</span></td>
          <td data-th="第一季度" class="num">{{Q1_TEXT}}<span class="sub">系数：{{Q1_COEFFICIENT}}</span></td>
          <td data-th="第二季度" class="num">{{Q2_TEXT}}<span class="sub">系数：{{Q2_COEFFICIENT}}</span></td>
          <td data-th="第三季度" class="num">{{Q3_TEXT}}<span class="sub">系数：{{Q3_COEFFICIENT}}</span></td>
          <td data-th="第四季度" class="num">{{Q4_TEXT}}<span class="sub">系数：{{Q4_COEFFICIENT}}</span></td>
          <td data-th="平均" class="num">{{MEAN_TEXT}}<span class="sub">{{COUNT_TEXT}}</span></td>
          <td data-th="年度等次"><span class="st st-{{GRADE_TONE}}"><span>{{GRADE_LABEL}}</span></span></td>
          <td data-th="年度结算系数">{{COEFFICIENT_TEXT}}</td>
        </tr>
      {{/ROW}}
    </tbody>
  </table>
  {{>PAGER}}
</section>
