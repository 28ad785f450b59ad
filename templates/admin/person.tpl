{{%AUTOESCAPE context="HTML"}}
<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div></div>
<div class="stack">
  {{>ERRORS}}
  {{#ACTIVATION}}
    <div class="note n-green" role="status">
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#key"/></svg>
      <div>
        <b>激活码：<span class="mono">{{ACTIVATION_CODE}}</span></b>
        <span class="d-block">只显示这一次，{{EXPIRES_AT}} 前有效，只能用一次。请当面或电话交给本人，由本人设置口令。</span>
      </div>
    </div>
  {{/ACTIVATION}}
  {{#EXISTING}}
    <section class="panel">
      <div class="ph">
        <h2>账号信息</h2>
        <span class="r"><span class="st st-{{STATUS_TONE}}"><span>{{STATUS_LABEL}}</span></span></span>
      </div>
      <div class="pb">
        <dl class="kv two">
          <dt>账号</dt>
          <dd class="mono">{{LOGIN}}</dd>
          <dt>单位</dt>
          <dd>{{UNIT_NAME}}</dd>
          <dt>岗位</dt>
          <dd>{{POST_TITLE}}</dd>
          <dt>电话</dt>
          <dd>{{PHONE}}</dd>
          <dt>开通</dt>
          <dd>{{CREATED_AT}}</dd>
          <dt>上次登录</dt>
          <dd>{{SIGNED_IN_AT}}</dd>
        </dl>
      </div>
      <div class="pf d-flex flex-wrap gap-2 align-items-center">
        {{#MAY_RESET}}
          <form method="post">
            <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
            <button class="btn btn-plain" name="action" value="reset">发放激活码</button>
          </form>
        {{/MAY_RESET}}
        {{#MAY_FORCE}}
          <form method="post">
            <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
            <button class="btn btn-plain" name="action" value="force">要求修改口令</button>
          </form>
        {{/MAY_FORCE}}
        {{#MAY_ENABLE}}
          <form method="post">
            <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
            <button class="btn btn-plain" name="action" value="enable">恢复使用</button>
          </form>
        {{/MAY_ENABLE}}
        <span class="ms-auto">管理员不能设置、也看不到口令</span>
      </div>
    </section>
  {{/EXISTING}}
  {{#EDITING}}
    <section class="panel">
      <div class="ph"><h2>{{EDIT_HEADING}}</h2></div>
      <form method="post">
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <button type="submit" disabled hidden></button>
        <div class="fgrid">{{>FIELD}}</div>
        <div class="pf"><button class="btn btn-primary" name="action" value="{{ACTION_KEY}}">{{ACTION_LABEL}}</button></div>
      </form>
    </section>
  {{/EDITING}}
  {{#GRANTING}}
    <section class="panel">
      <div class="ph"><h2>岗位角色</h2><span class="r">由安全管理员授予，不能授予自己</span></div>
      {{#HAS_ROLES}}
        <ul class="rows">
          {{#ROLE}}
            <li>
              <svg class="bi" aria-hidden="true" focusable="false">
                <use href="/static/icons.svg?v={{STATIC_VERSION}}#person-badge"/>
              </svg>
              <span class="gr">{{ROLE_LABEL}}<span class="sub">{{GRANTED_BY}} 于 {{GRANTED_AT}} 授予</span></span>
              {{#MAY_REVOKE}}
                <form method="post">
                  <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
                  <input type="hidden" name="role" value="{{ROLE_KEY}}">
                  <button class="btn btn-plain" name="action" value="revoke">
                    收回<span class="visually-hidden">{{ROLE_LABEL}}</span>
                  </button>
                </form>
              {{/MAY_REVOKE}}
            </li>
          {{/ROLE}}
        </ul>
      {{/HAS_ROLES}}
      {{#MAY_GRANT}}
        <form class="pf inline" method="post">
          <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
          <div class="field">
            <label for="f-role">授予角色</label>
            <select class="form-select" id="f-role" name="role">
              <option value="">请选择</option>
              {{#GRANTABLE}}<option value="{{ROLE_KEY}}">{{ROLE_LABEL}}</option>{{/GRANTABLE}}
            </select>
          </div>
          <button class="btn btn-plain" name="action" value="grant">授予</button>
        </form>
      {{/MAY_GRANT}}
    </section>
  {{/GRANTING}}
  {{#MAY_DISABLE}}
    <section class="panel">
      <div class="ph"><h2>停用</h2><span class="r">离岗、调出</span></div>
      <form method="post">
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <div class="fgrid">
          <div class="field c8">
            <label for="f-successor">
              在办事项转给{{#SUCCESSOR_REQUIRED}}<span class="req" aria-hidden="true">*</span>{{/SUCCESSOR_REQUIRED}}
            </label>
            <span class="hint" id="f-successor-h">{{OPEN_TEXT}}</span>
            <select class="form-select" id="f-successor" name="successor" aria-describedby="f-successor-h"{{#SUCCESSOR_REQUIRED}} required{{/SUCCESSOR_REQUIRED}}>
              <option value="">请选择</option>
              {{#SUCCESSOR}}<option value="{{ID}}">{{LABEL}}</option>{{/SUCCESSOR}}
            </select>
          </div>
        </div>
        <div class="pf"><button class="btn btn-plain" name="action" value="disable">停用并转交</button>　停用后立即退出全部登录，历史记录不变。</div>
      </form>
    </section>
  {{/MAY_DISABLE}}
  {{#HAS_SESSIONS}}
    <section class="panel">
      <div class="ph"><h2>当前登录</h2></div>
      <ul class="rows">
        {{#SESSION}}
          <li>
            <span class="gr">{{SOURCE}}<span class="sub">{{CREATED_AT}} 登录，{{SEEN_AT}} 最近使用</span></span>
            <form method="post">
              <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
              <input type="hidden" name="session" value="{{ID}}">
              <button class="btn btn-plain" name="action" value="end_session">
                强制退出<span class="visually-hidden">{{CREATED_AT}} 的登录</span>
              </button>
            </form>
          </li>
        {{/SESSION}}
      </ul>
    </section>
  {{/HAS_SESSIONS}}
</div>
