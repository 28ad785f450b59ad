{{%AUTOESCAPE context="HTML"}}
<div class="stack solo">
  <div class="done-panel" role="status">
    <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#check-circle"/></svg>
    <h1>{{DONE_HEADING}}</h1>
    <p>编号</p>
    <strong>{{NUMBER}}</strong>
  </div>
  <section class="panel">
    <div class="ph"><h2>接下来</h2></div>
    <div class="pb">
      <ol class="mb-3">{{#NEXT_STEP}}<li>{{STEP_TEXT}}</li>{{/NEXT_STEP}}</ol>
      <div class="d-flex flex-wrap gap-2">
        <a class="btn btn-primary" href="/matters/{{MATTER_ID}}">查看办理过程</a>
        <a class="btn btn-plain" href="/matters/{{MATTER_ID}}/print">
          <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>
          打印审批表
        </a>
        {{#PAPER}}
          <a class="btn btn-plain" href="{{PAPER_HREF}}">
            <svg class="bi" aria-hidden="true" focusable="false">
              <use href="/static/icons.svg?v={{STATIC_VERSION}}#file-earmark-text"/>
            </svg>
            打印{{PAPER_LABEL}}
          </a>
        {{/PAPER}}
      </div>
    </div>
    <div class="pf">核验码 <span class="mono">{{EVENT_CODE}}</span>　{{DONE_AT}}（北京时间）</div>
  </section>
</div>
