{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    <a class="btn btn-plain" href="/password">
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#key"/></svg>修改口令
    </a>
  </div>
</div>
{{>ERRORS}}
<div class="cols half">
  <div class="stack">
    <section class="panel">
      <div class="ph"><h2>账号与岗位</h2></div>
      <div class="pb">
        <dl class="kv">
          <dt>账号</dt>
          <dd class="mono">{{LOGIN}}</dd>
          <dt>单位</dt>
          <dd>{{UNIT_NAME}}</dd>
          <dt>岗位</dt>
          <dd>{{ROLE_TEXT}}</dd>
          <dt>联系电话</dt>
          <dd>{{PHONE}}</dd>
          <dt>上次登录</dt>
          <dd>{{LAST_SIGN_IN_AT}}</dd>
        </dl>
      </div>
      <div class="pf">岗位由本单位审核岗提出、安全管理员授予。调整请提交“账号与岗位”事项。</div>
    </section>
    <section class="panel" id="contact">
      <div class="ph"><h2>联系方式</h2></div>
      <form method="post">
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <div class="fgrid">
          <div class="field c6{{#PHONE_ERROR}} has-err{{/PHONE_ERROR}}">
            <label for="f-phone">联系电话</label>
            {{#PHONE_ERROR}}
              <span class="err" id="f-phone-e">
                <svg class="bi" aria-hidden="true" focusable="false">
                  <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
                </svg>
                {{PHONE_ERROR}}
              </span>
            {{/PHONE_ERROR}}
            <input class="form-control" id="f-phone" name="phone" type="tel" value="{{PHONE}}" autocomplete="tel"{{#PHONE_ERROR}} aria-invalid="true" aria-describedby="f-phone-e"{{/PHONE_ERROR}}>
          </div>
          <div class="field c6">
            <button class="btn btn-plain" name="action" value="contact">
              <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#save"/></svg>
              保存联系方式
            </button>
          </div>
        </div>
      </form>
    </section>
    <section class="panel" id="sessions">
      <div class="ph"><h2>我的登录</h2><span class="r">不认识的登录请立即退出，并修改口令</span></div>
      <table class="tbl t cards">
        <caption class="visually-hidden">我的登录</caption>
        <thead>
          <tr><th scope="col">登录时间</th><th scope="col">最近使用</th><th scope="col">来源</th><th scope="col" class="ops">操作</th></tr>
        </thead>
        <tbody>
          {{#SESSION}}
            <tr>
              <td data-th="登录时间" class="nw">{{CREATED_AT}}</td>
              <td data-th="最近使用" class="nw">{{SEEN_AT}}</td>
              <td data-th="来源">{{SOURCE}}<span class="sub">{{AGENT}}</span></td>
              <td data-th="操作" class="ops">
                {{#CURRENT_YES}}<span class="tag t-green">本次登录</span>{{/CURRENT_YES}}
                {{#OTHER_YES}}
                  <form method="post">
                    <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
                    <input type="hidden" name="session" value="{{ID}}">
                    <button class="btn btn-plain" name="action" value="revoke">
                      退出<span class="visually-hidden">{{CREATED_AT}} 的登录</span>
                    </button>
                  </form>
                {{/OTHER_YES}}
              </td>
            </tr>
          {{/SESSION}}
        </tbody>
      </table>
    </section>
  </div>
  <div class="stack">
    <section class="panel" id="phrases">
      <div class="ph"><h2>常用意见</h2><span class="r">办理时点一下即可填入</span></div>
      {{#HAS_PHRASES}}
        <ul class="rows">
          {{#PHRASE}}
            <li>
              <span class="gr pre">{{PHRASE_TEXT:pre_escape}}</span>
              <form method="post">
                <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
                <input type="hidden" name="phrase" value="{{PHRASE_ID}}">
                <button class="btn btn-link" name="action" value="drop_phrase" aria-label="删除常用意见：{{PHRASE_TEXT}}">
                  <svg class="bi" aria-hidden="true" focusable="false">
                    <use href="/static/icons.svg?v={{STATIC_VERSION}}#trash3"/>
                  </svg>
                </button>
              </form>
            </li>
          {{/PHRASE}}
        </ul>
      {{/HAS_PHRASES}}
      <form method="post">
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <div class="fgrid">
          <div class="field c12{{#PHRASE_ERROR}} has-err{{/PHRASE_ERROR}}">
            <label for="f-phrase_text">新增一条</label><span class="hint" id="f-phrase_text-h">2 至 200 个字，只有您自己看得到</span>
            {{#PHRASE_ERROR}}
              <span class="err" id="f-phrase_text-e">
                <svg class="bi" aria-hidden="true" focusable="false">
                  <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
                </svg>
                {{PHRASE_ERROR}}
              </span>
            {{/PHRASE_ERROR}}
            <textarea class="form-control" id="f-phrase_text" name="phrase_text" rows="2" data-max="200" aria-describedby="f-phrase_text-h{{#PHRASE_ERROR}} f-phrase_text-e{{/PHRASE_ERROR}}"{{#PHRASE_ERROR}} aria-invalid="true"{{/PHRASE_ERROR}}>{{PHRASE_TYPED:pre_escape}}</textarea>
          </div>
          <div class="field c12">
            <button class="btn btn-plain" name="action" value="add_phrase">
              <svg class="bi" aria-hidden="true" focusable="false">
                <use href="/static/icons.svg?v={{STATIC_VERSION}}#plus-lg"/>
              </svg>
              增加
            </button>
          </div>
        </div>
      </form>
    </section>
  </div>
</div>
