{{%AUTOESCAPE context="HTML"}}
<div class="stack solo mx-auto">
  <div class="pagehead"><div><h1>{{TITLE}}</h1><p>激活码只能用一次。口令由本人设置，管理员不知道您的口令。</p></div></div>
  {{>ERRORS}}
  <section class="panel" aria-label="激活账号">
    <form method="post">
      <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
      <div class="fgrid">
        <div class="field c12">
          <label for="f-login">账号<span class="req" aria-hidden="true">*</span></label>
          <input class="form-control" type="text" id="f-login" name="login" value="{{LOGIN}}" autocomplete="username" autocapitalize="none" spellcheck="false" required>
        </div>
        <div class="field c12">
          <label for="f-code">激活码<span class="req" aria-hidden="true">*</span></label>
          <span class="hint" id="f-code-h">由本单位审核岗或系统管理员交给您，大小写和横线不必区分</span>
          <input class="form-control mono" type="text" id="f-code" name="code" value="{{CODE}}" autocomplete="off" aria-describedby="f-code-h" required>
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
        <button class="btn btn-primary" name="action" value="activate">设置口令并登录</button>
        <a class="btn btn-plain" href="/sign-in">返回登录</a>
      </div>
    </form>
  </section>
</div>
