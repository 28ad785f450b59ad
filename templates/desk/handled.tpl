{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印清单
    </button>
  </div>
</div>
<div class="stack">
  <section class="panel" aria-label="已办列表">
    {{>TABS}}
    {{>FILTERS}}
    {{#HAS_ROWS}}
      <table class="tbl cards">
        <caption class="visually-hidden">我已办理的事项，新的在前</caption>
        <thead>
          <tr>
            <th scope="col">编号</th>
            <th scope="col">信息系统 / 单位</th>
            <th scope="col">事项类型</th>
            <th scope="col">我的办理</th>
            <th scope="col" class="nw">办理时间</th>
            <th scope="col">现在的环节</th>
          </tr>
        </thead>
        <tbody>
          {{#ROW}}
            <tr>
              <td data-th="编号">
                {{#OPEN_YES}}<a class="nw" href="/matters/{{MATTER_ID}}">{{NUMBER}}</a>{{/OPEN_YES}}
                {{#SHUT_YES}}<span class="nw">{{NUMBER}}</span>{{/SHUT_YES}}
              </td>
              <td data-th="系统 / 单位">
                {{#OPEN_YES}}<a class="name" href="/matters/{{MATTER_ID}}">{{SUBJECT}}</a>{{/OPEN_YES}}
                {{#SHUT_YES}}{{SUBJECT}}<span class="sub">办结后不再开放</span>{{/SHUT_YES}}<span class="sub">{{UNIT_NAME}}</span>
              </td>
              <td data-th="事项类型"><span class="tag t-{{PROCEDURE_TONE}}">{{PROCEDURE_TITLE}}</span></td>
              <td data-th="我的办理">{{ACTION_LABEL}}{{#BEHALF}}<span class="sub">代 {{BEHALF}} 办理</span>{{/BEHALF}}{{#DONE_BY}}<span class="sub">由 {{DONE_BY}} 代办</span>{{/DONE_BY}}</td>
              <td data-th="办理时间"><time class="nw">{{DONE_AT}}</time></td>
              <td data-th="现在的环节"><span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span></td>
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
