{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    {{#MAY_START}}
      <a class="btn btn-primary" href="/matters/new">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#file-earmark-plus"/>
        </svg>
        发起事项
      </a>
    {{/MAY_START}}
    {{#EXPORT_HREF}}
      <a class="btn btn-plain" href="{{EXPORT_HREF}}">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#file-earmark-excel"/>
        </svg>
        导出
      </a>
    {{/EXPORT_HREF}}
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印清单
    </button>
  </div>
</div>
<section class="panel" aria-label="事项列表">
  {{>TABS}}
  {{>FILTERS}}
  {{#HAS_ROWS}}
    <table class="tbl cards">
      <caption class="visually-hidden">事项列表</caption>
      <thead>
        <tr>
          <th scope="col">编号</th>
          <th scope="col">信息系统 / 单位</th>
          <th scope="col">事项类型</th>
          <th scope="col">当前环节</th>
          <th scope="col">谁在办</th>
          <th scope="col" class="hide-m">提交时间</th>
          <th scope="col">办理时限</th>
        </tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr class="{{#LATE_YES}}late{{/LATE_YES}}">
            <td data-th="编号"><a class="nw" href="/matters/{{MATTER_ID}}">{{NUMBER}}</a></td>
            <td data-th="系统 / 单位">
              <a class="name" href="/matters/{{MATTER_ID}}">{{SUBJECT}}</a><span class="sub">{{UNIT_NAME}}</span>
            </td>
            <td data-th="事项类型"><span class="tag t-{{PROCEDURE_TONE}}">{{PROCEDURE_TITLE}}</span></td>
            <td data-th="当前环节"><span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span></td>
            <td data-th="谁在办">{{HOLDER_NAME}}</td>
            <td data-th="提交时间" class="hide-m"><time class="nw">{{SUBMITTED_AT}}</time></td>
            <td data-th="办理时限">{{>DUE}}</td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  {{/HAS_ROWS}}
  {{>EMPTY}}
  {{>PAGER}}
</section>
