{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}　不必等待定级，先报告后续报</p></div>
  <div class="acts">
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印清单
    </button>
  </div>
</div>
<section class="panel" aria-label="安全事件列表">
  {{>FILTERS}}
  {{#HAS_ROWS}}
    <table class="tbl cards">
      <caption class="visually-hidden">安全事件</caption>
      <thead>
        <tr>
          <th scope="col">事件</th>
          <th scope="col">上报单位</th>
          <th scope="col">级别</th>
          <th scope="col">发现</th>
          <th scope="col">环节</th>
          <th scope="col">向监管单位报告</th>
          <th scope="col">办理时限</th>
        </tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr class="{{#LATE_YES}}late{{/LATE_YES}}">
            <td data-th="事件">
              <a class="name" href="/matters/{{ID}}">{{SUBJECT}}</a>
              <span class="sub">{{NUMBER}}{{#ABOUT}}　{{ABOUT}}{{/ABOUT}}</span>
            </td>
            <td data-th="上报单位">{{UNIT_NAME}}</td>
            <td data-th="级别">
              <span class="tag t-{{GRADE_TONE}}">{{GRADE_LABEL}}</span>{{#FALSE_YES}}<span class="sub">误报</span>{{/FALSE_YES}}
              {{#CII_YES}}<span class="sub">关键信息基础设施</span>{{/CII_YES}}
            </td>
            <td data-th="发现"><time class="nw">{{FOUND_AT}}</time></td>
            <td data-th="环节"><span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span></td>
            <td data-th="向监管单位报告">
              {{REPORTS_TEXT}}{{#MISSING}}<span class="sub bad">{{MISSING_TEXT}}</span>{{/MISSING}}
              {{#RUNNING}}<span class="sub nw warn">{{RUNNING_TEXT}}</span>{{/RUNNING}}
            </td>
            <td data-th="办理时限">{{>DUE}}</td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  {{/HAS_ROWS}}
  {{>EMPTY}}
  {{>PAGER}}
</section>
