{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{COUNT_TEXT}}</p></div>
  <div class="acts">
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印
    </button>
    {{#MORE_WAIT}}<a class="btn btn-primary" href="/admin/people/codes">{{LEFT_TEXT}}</a>{{/MORE_WAIT}}
    <a class="btn btn-plain" href="/admin/people">返回账号</a>
  </div>
</div>
<div class="stack">
  <div class="note n-green no-print" role="status">
    <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#key"/></svg>
    <div><b>激活码只显示这一次，只能用一次。</b>现在打印，裁开后交给本人；离开本页就不能再看，遗失的在账号页面重发。</div>
  </div>
  <ul class="slips">
    {{#SLIP}}
      <li>
        <b>{{UNIT_NAME}}</b>
        <span>{{POST_TITLE}}</span>
        <dl>
          <div><dt>账号</dt><dd class="mono">{{LOGIN}}</dd></div>
          <div><dt>激活码</dt><dd class="mono">{{ACTIVATION_CODE}}</dd></div>
          <div><dt>有效至</dt><dd>{{EXPIRES_AT}}</dd></div>
        </dl>
        <small>在登录页点“首次使用，凭激活码设置口令”，填账号和激活码，自己设置口令。激活码只能用一次，不要转交他人。</small>
      </li>
    {{/SLIP}}
  </ul>
</div>
