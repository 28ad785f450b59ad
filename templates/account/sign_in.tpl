{{%AUTOESCAPE context="HTML"}}
<div class="sign">
  <div class="stack">
    <h1>四川省省级政务云<br>管理平台</h1>
    <p>依据《四川省省级政务云管理暂行办法》（川数中心函〔2020〕162号），办理云资源申请、受理、审批、分配、部署、变更和终止，报送月度报告，开展监督考核。</p>
    <div class="note n-red">
      <svg class="bi" aria-hidden="true" focusable="false">
        <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-triangle"/>
      </svg>
      <div><b>本平台为非涉密平台，严禁处理、传输国家秘密。</b></div>
    </div>
    {{#HAS_NEWS}}
      <section aria-labelledby="news-h">
        <h2 class="visually-hidden" id="news-h">公告</h2>
        <ul class="rows">
          {{#NEWS}}
            <li>
              <svg class="bi" aria-hidden="true" focusable="false">
                <use href="/static/icons.svg?v={{STATIC_VERSION}}#megaphone"/>
              </svg>
              <span class="gr">{{HEADING}}</span><time>{{PUBLISHED_AT}}</time>
            </li>
          {{/NEWS}}
        </ul>
      </section>
    {{/HAS_NEWS}}
    {{#DEMO_ACCOUNTS}}
      <details class="note n-grey">
        <summary>演示账号</summary>
        <div>
          <div class="scroll" tabindex="0" role="group" aria-label="可横向滚动">
            <table class="tbl t">
              <caption class="visually-hidden">演示账号</caption>
              <thead><tr><th scope="col">账号</th><th scope="col">单位</th><th scope="col">岗位</th></tr></thead>
              <tbody>
                {{#ROW}}<tr><td><span class="mono">{{LOGIN}}</span></td><td>{{UNIT_NAME}}</td><td>{{POST_TITLE}}</td></tr>{{/ROW}}
              </tbody>
            </table>
          </div>
          <p class="sub pt-2">口令统一为 <span class="mono">{{DEMO_PASSWORD}}</span></p>
        </div>
      </details>
    {{/DEMO_ACCOUNTS}}
  </div>
  <section class="panel" aria-labelledby="sign-h">
    <h2 id="sign-h">登录</h2>
    {{>ERRORS}}
    <form method="post" action="/sign-in">
      <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
      <input type="hidden" name="next" value="{{NEXT}}">
      <div class="field">
        <label for="f-login">账号</label>
        <input class="form-control" type="text" id="f-login" name="login" value="{{LOGIN}}" autocomplete="username" autocapitalize="none" spellcheck="false" required>
      </div>
      <div class="field">
        <label for="f-password">口令</label>
        <input class="form-control" type="password" id="f-password" name="password" autocomplete="current-password" required>
      </div>
      <button class="btn btn-primary btn-lg" name="action" value="sign_in">登录</button>
    </form>
    <p class="sub pt-3">{{LOCK_RULE}}</p>
    <p class="sub pt-1"><a href="/activate">首次使用，凭激活码设置口令</a></p>
  </section>
</div>
