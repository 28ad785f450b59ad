{{%AUTOESCAPE context="HTML"}}
<input type="text" value="{{LOGIN}}" autocomplete="username" aria-label="账号" readonly hidden>
<div class="field has-err">
  <label for="f-password">登录口令<span class="req" aria-hidden="true">*</span></label>
  <span class="err" id="f-password-e">
    <svg class="bi" aria-hidden="true" focusable="false">
      <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
    </svg>
    {{ERROR}}
  </span>
  &#32;
  <input class="form-control" type="password" id="f-password" name="password" autocomplete="current-password" aria-describedby="f-password-e" aria-invalid="true">
</div>
