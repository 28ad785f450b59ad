{{%AUTOESCAPE context="HTML"}}
<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div></div>
{{>ERRORS}}
{{#CHOOSE}}
  <div class="stack">
    <div class="note n-blue">
      <svg class="bi" aria-hidden="true" focusable="false">
        <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle"/>
      </svg>
      <div>先选要办的事。下一页列出提交前的条件，缺什么、怎么补，填表之前就能看到。</div>
    </div>
    {{#PROCEDURE_GROUP}}
      <section class="panel">
        <div class="ph"><h2>{{GROUP_LABEL}}</h2></div>
        <ul class="rows">
          {{#PROCEDURE}}
            <li>
              <svg class="bi" aria-hidden="true" focusable="false">
                <use href="/static/icons.svg?v={{STATIC_VERSION}}#{{PROCEDURE_ICON}}"/>
              </svg>
              <span class="gr">
                <a class="name" href="/matters/new?procedure={{PROCEDURE_KEY:url_query_escape}}">{{PROCEDURE_TITLE}}</a>
              </span>
              <span class="mut">{{PROCEDURE_ARTICLE}}</span>
            </li>
          {{/PROCEDURE}}
        </ul>
      </section>
    {{/PROCEDURE_GROUP}}
    {{>EMPTY}}
  </div>
{{/CHOOSE}}
{{#CHOSEN}}
  <form class="stack solo" method="post" action="/matters/new">
    <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
    <input type="hidden" name="procedure" value="{{PROCEDURE_KEY}}">
    {{#HAS_ABOUT}}
      <section class="panel">
        <div class="ph"><h2>办理对象</h2></div>
        <div class="fgrid">{{>FIELD}}</div>
        <div class="pf">开始填写后不能改换；选错了可以撤回重新发起。</div>
      </section>
    {{/HAS_ABOUT}}
    {{#HAS_GATE}}
      <section class="panel">
        <div class="ph"><h2>提交前的条件</h2><span class="r">{{GATE_TEXT}}</span></div>
        {{>GATE}}
        <div class="pf">条件不齐也可以先填草稿，提交时再核对。</div>
      </section>
    {{/HAS_GATE}}
    <section class="panel">
      <div class="ph"><h2>办理过程</h2></div>
      <div class="pb"><ol class="mb-0">{{#NEXT_STEP}}<li>{{STEP_TEXT}}</li>{{/NEXT_STEP}}</ol></div>
    </section>
    <div class="d-flex flex-wrap gap-2">
      <button class="btn btn-primary" name="action" value="start">开始填写</button><a class="btn btn-plain" href="/matters/new">重选事项</a>
    </div>
  </form>
{{/CHOSEN}}
