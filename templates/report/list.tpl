{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印
    </button>
  </div>
</div>
<section class="panel" aria-label="报告列表">
  {{>FILTERS}}
  {{#HAS_ROWS}}
    <table class="tbl cards">
      <caption class="visually-hidden">报告</caption>
      <thead>
        <tr>
          <th scope="col">报告</th>
          <th scope="col">种类</th>
          <th scope="col">编制单位</th>
          <th scope="col">状态</th>
          <th scope="col">数据截至</th>
          <th scope="col">封存时间</th>
        </tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr>
            <td data-th="报告">
              <a class="name" href="/reports/{{ID}}">{{SUBJECT}}</a>{{#WHOLE_YES}}<span class="sub">完整版</span>{{/WHOLE_YES}}
              {{#UNREAD_YES}}<span class="tag t-amber">待签收</span>{{/UNREAD_YES}}
            </td>
            <td data-th="种类">{{KIND_LABEL}}<span class="sub">{{PERIOD_LABEL}}</span></td>
            <td data-th="编制单位">{{UNIT_NAME}}</td>
            <td data-th="状态"><span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span></td>
            <td data-th="数据截至" class="nw">{{DRAFTED_AT}}</td>
            <td data-th="封存时间" class="nw">{{ISSUED_AT}}</td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  {{/HAS_ROWS}}
  {{>EMPTY}}
  {{>PAGER}}
</section>
