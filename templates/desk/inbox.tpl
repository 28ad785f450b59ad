{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印清单
    </button>
  </div>
</div>
{{>ERRORS}}
{{>KPIS}}
<div class="stack">
  {{>PANEL_MAIN}}
  <section class="panel" aria-label="待办列表">
    {{>TABS}}
    {{>FILTERS}}
    {{#HAS_ROWS}}
      <form method="post" action="/batches">
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <table class="tbl cards">
          <caption class="visually-hidden">待我办理的事项，按办理时限由近到远排列</caption>
          <thead>
            <tr>
              <th scope="col" class="tick"><span class="visually-hidden">选择</span></th>
              <th scope="col">编号</th>
              <th scope="col">信息系统 / 单位</th>
              <th scope="col">事项类型</th>
              <th scope="col">当前环节</th>
              <th scope="col" class="hide-m">转入时间</th>
              <th scope="col">办理时限</th>
              <th scope="col" class="ops">操作</th>
            </tr>
          </thead>
          <tbody>
            {{#ROW}}
              <tr class="{{#LATE_YES}}late{{/LATE_YES}}">
                <td class="tick" data-th="选择">
                  {{#TICK}}
                    <input class="form-check-input" type="checkbox" name="task" value="{{TASK}}" aria-label="选择 {{NUMBER}}"{{#TICKED}} checked{{/TICKED}}>
                  {{/TICK}}
                </td>
                <td data-th="编号"><a class="nw" href="/matters/{{MATTER_ID}}">{{NUMBER}}</a></td>
                <td data-th="系统 / 单位">
                  <a class="name" href="/matters/{{MATTER_ID}}">{{SUBJECT}}</a><span class="sub">{{UNIT_NAME}}</span>
                  {{#FOR_WHOM}}<span class="tag t-amber">{{FOR_WHOM_TEXT}}</span>{{/FOR_WHOM}}
                  {{#ASKED_YES}}<span class="tag t-purple">加签</span>{{/ASKED_YES}}
                </td>
                <td data-th="事项类型"><span class="tag t-{{PROCEDURE_TONE}}">{{PROCEDURE_TITLE}}</span></td>
                <td data-th="当前环节"><span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span></td>
                <td data-th="转入时间" class="hide-m"><time class="nw">{{OPENED_AT}}</time></td>
                <td data-th="办理时限">{{>DUE}}</td>
                <td data-th="操作" class="ops">
                  <a class="do" href="/matters/{{MATTER_ID}}#act">办理<span class="visually-hidden"> {{NUMBER}}</span></a>
                </td>
              </tr>
            {{/ROW}}
          </tbody>
        </table>
        {{#MAY_BULK}}
          <div class="pf no-print">
            <button class="btn btn-plain" name="action" value="begin">
              <svg class="bi" aria-hidden="true" focusable="false">
                <use href="/static/icons.svg?v={{STATIC_VERSION}}#check2-square"/>
              </svg>
              成批办理所选
            </button> <span class="mut">同一类事项、同一环节的可以一起办理；下一页先列明每件将怎样办理。</span>
          </div>
        {{/MAY_BULK}}
      </form>
    {{/HAS_ROWS}}
    {{>EMPTY}}
    {{>PAGER}}
  </section>
</div>
<p class="only-print">打印：{{ORG_NAME}}{{ACTOR_TITLE}}　{{DATA_TIME}}　仅供内部办理使用</p>
