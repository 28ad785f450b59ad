{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    {{#MAY_IMPORT}}
      <a class="btn btn-plain" href="/filings/import">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#file-earmark-arrow-up"/>
        </svg>
        导入备案清单
      </a>
    {{/MAY_IMPORT}}
  </div>
</div>
<div class="stack">
  <section class="panel" aria-label="备案登记列表">
    {{>FILTERS}}
    {{#HAS_ROWS}}
      <table class="tbl cards">
        <caption class="visually-hidden">备案登记</caption>
        <thead>
          <tr>
            <th scope="col">备案号</th>
            <th scope="col">系统名称</th>
            <th scope="col">备案单位</th>
            <th scope="col">备案日期</th>
            <th scope="col">来源</th>
            <th scope="col">绑定的系统</th>
          </tr>
        </thead>
        <tbody>
          {{#ROW}}
            <tr>
              <td data-th="备案号" class="nw">{{FILING_NO}}</td>
              <td data-th="系统名称">{{SYSTEM_NAME}}</td>
              <td data-th="备案单位">{{UNIT_NAME}}</td>
              <td data-th="备案日期" class="nw">{{FILED_DAY}}</td>
              <td data-th="来源">{{SOURCE_LABEL}}</td>
              <td data-th="绑定的系统">
                {{#BOUND_YES}}<a href="/systems/{{SYSTEM_ID}}">{{BOUND_NAME}}</a>{{/BOUND_YES}}
                {{#FREE_YES}}<span class="mut">未绑定</span>{{/FREE_YES}}
              </td>
            </tr>
          {{/ROW}}
        </tbody>
      </table>
    {{/HAS_ROWS}}
    {{>EMPTY}}
    {{>PAGER}}
  </section>
</div>
