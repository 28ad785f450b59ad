{{%AUTOESCAPE context="HTML"}}
<div class="stack solo">
  <div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div></div>
  {{#FORCED}}
    <div class="note n-amber">
      <svg class="bi" aria-hidden="true" focusable="false">
        <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-triangle"/>
      </svg>
      <div><b>请先修改口令。</b>修改后才能办理其他事项。</div>
    </div>
  {{/FORCED}}
  {{>ERRORS}}
  <section class="panel" aria-label="修改口令">
    <form method="post">
      <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
      <div class="fgrid">
        <input type="text" value="{{LOGIN}}" autocomplete="username" aria-label="账号" readonly hidden>
        <div class="field c12{{#CURRENT_ERROR}} has-err{{/CURRENT_ERROR}}">
          <label for="f-current">现口令<span class="req" aria-hidden="true">*</span></label>
          {{#CURRENT_ERROR}}
            <span class="err" id="f-current-e">
              <svg class="bi" aria-hidden="true" focusable="false">
                <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
              </svg>
              {{CURRENT_ERROR}}
            </span>
          {{/CURRENT_ERROR}}
          <input class="form-control" type="password" id="f-current" name="current" autocomplete="current-password" required{{#CURRENT_ERROR}} aria-invalid="true" aria-describedby="f-current-e"{{/CURRENT_ERROR}}>
        </div>
        <div class="field c12{{#PASSWORD_ERROR}} has-err{{/PASSWORD_ERROR}}">
          <label for="f-password">新口令<span class="req" aria-hidden="true">*</span></label>
          <span class="hint" id="f-password-h">{{PASSWORD_RULE}}</span>
          {{#PASSWORD_ERROR}}
            <span class="err" id="f-password-e">
              <svg class="bi" aria-hidden="true" focusable="false">
                <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
              </svg>
              {{PASSWORD_ERROR}}
            </span>
          {{/PASSWORD_ERROR}}
          <input class="form-control" type="password" id="f-password" name="password" autocomplete="new-password" aria-describedby="f-password-h{{#PASSWORD_ERROR}} f-password-e{{/PASSWORD_ERROR}}" required{{#PASSWORD_ERROR}} aria-invalid="true"{{/PASSWORD_ERROR}}>
        </div>
        <div class="field c12{{#REPEAT_ERROR}} has-err{{/REPEAT_ERROR}}">
          <label for="f-repeat">再输一次新口令<span class="req" aria-hidden="true">*</span></label>
          {{#REPEAT_ERROR}}
            <span class="err" id="f-repeat-e">
              <svg class="bi" aria-hidden="true" focusable="false">
                <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
              </svg>
              {{REPEAT_ERROR}}
            </span>
          {{/REPEAT_ERROR}}
          <input class="form-control" type="password" id="f-repeat" name="repeat" autocomplete="new-password" required{{#REPEAT_ERROR}} aria-invalid="true" aria-describedby="f-repeat-e"{{/REPEAT_ERROR}}>
        </div>
      </div>
      <div class="pf d-flex flex-wrap gap-2 align-items-center">
        <button class="btn btn-primary" name="action" value="change">修改口令</button><span class="ms-auto">修改后，您在其他设备上的登录全部退出</span>
      </div>
    </form>
  </section>
</div>
