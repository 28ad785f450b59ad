{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}　{{PERIOD_LABEL}}</h1><p>{{ARTICLE_NOTE}}　{{DATA_TIME}}（北京时间）　<a href="{{PROCEDURE_HREF}}">办理流程</a></p></div>
  <div class="acts">
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印
    </button>
  </div>
</div>
<section class="panel" aria-label="事项">
  {{>TABS}}
  {{#HAS_ROWS}}
    <table class="tbl cards">
      <caption class="visually-hidden">{{TITLE}}的事项</caption>
      <thead>
        <tr>
          <th scope="col">事项</th>
          <th scope="col">单位</th>
          <th scope="col">所属期</th>
          <th scope="col">办理情况</th>
          <th scope="col">时限</th>
          <th scope="col">谁在办</th>
        </tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr>
            <td data-th="事项">{{#LINK}}<a class="name" href="{{HREF}}">{{SUBJECT}}</a>{{/LINK}}{{#PLAIN}}{{SUBJECT}}{{/PLAIN}}</td>
            <td data-th="单位">{{OWNER}}</td>
            <td data-th="所属期">{{ROW_PERIOD}}</td>
            <td data-th="办理情况"><span class="st st-{{STANDING_TONE}}"><span>{{STANDING_LABEL}}</span></span></td>
            <td data-th="时限" class="nw">{{DUE_DAY}}</td>
            <td data-th="谁在办">{{HOLDER_TEXT}}</td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  {{/HAS_ROWS}}
  {{>EMPTY}}
  {{>PAGER}}
</section>
