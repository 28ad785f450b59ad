{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    <a class="btn btn-plain" href="/assess/{{YEAR}}">年度结果</a>
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印
    </button>
  </div>
</div>
<div class="stack">
  <section class="panel" aria-label="服务商考核列表">
    {{>FILTERS}}
    {{#HAS_ROWS}}
      <table class="tbl cards">
        <caption class="visually-hidden">服务商考核</caption>
        <thead>
          <tr>
            <th scope="col">季度</th>
            <th scope="col">服务商</th>
            <th scope="col">类别</th>
            <th scope="col" class="num">得分</th>
            <th scope="col">等次</th>
            <th scope="col">结算系数</th>
            <th scope="col">状态</th>
          </tr>
        </thead>
        <tbody>
          {{#ROW}}
            <tr>
              <td data-th="季度"><a href="/assess/{{PERIOD}}">{{PERIOD_LABEL}}</a></td>
              <td data-th="服务商"><a class="name" href="/assess/{{PERIOD}}/{{PROVIDER_CODE}}">{{PROVIDER_NAME}}</a></td>
              <td data-th="类别">{{SHEET_LABEL}}</td>
              <td data-th="得分" class="num">{{TOTAL_TEXT}}</td>
              <td data-th="等次"><span class="st st-{{GRADE_TONE}}"><span>{{GRADE_LABEL}}</span></span></td>
              <td data-th="结算系数">{{COEFFICIENT_TEXT}}</td>
              <td data-th="状态">{{STATE_LABEL}}</td>
            </tr>
          {{/ROW}}
        </tbody>
      </table>
    {{/HAS_ROWS}}
    {{>EMPTY}}
    {{>PAGER}}
  </section>
  {{>PANEL_MAIN}}
</div>
