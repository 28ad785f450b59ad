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
        <div class="field c12">
          <label for="f-current">现口令<span class="req" aria-hidden="true">*</span></label>
          <input class="form-control" type="password" id="f-current" name="current" autocomplete="current-password" required>
        </div>
        <div class="field c12">
          <label for="f-password">新口令<span class="req" aria-hidden="true">*</span></label>
          <span class="hint" id="f-password-h">{{PASSWORD_RULE}}</span>
          <input class="form-control" type="password" id="f-password" name="password" autocomplete="new-password" aria-describedby="f-password-h" required>
        </div>
        <div class="field c12">
          <label for="f-repeat">再输一次新口令<span class="req" aria-hidden="true">*</span></label>
          <input class="form-control" type="password" id="f-repeat" name="repeat" autocomplete="new-password" required>
        </div>
      </div>
      <div class="pf d-flex flex-wrap gap-2 align-items-center">
        <button class="btn btn-primary" name="action" value="change">修改口令</button><span class="ms-auto">修改后，您在其他设备上的登录全部退出</span>
      </div>
    </form>
  </section>
</div>
