{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    {{#MAY_CREATE}}
      <a class="btn btn-primary" href="/admin/people/new">
        <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#plus-lg"/></svg>开通账号
      </a>
      <a class="btn btn-plain" href="/admin/people/import">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#file-earmark-arrow-up"/>
        </svg>
        CSV 导入
      </a>
      <a class="btn btn-plain" href="/admin/people/codes">
        <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#key"/></svg>发放激活码
      </a>
    {{/MAY_CREATE}}
    {{#MAY_GRANT_MANY}}
      <a class="btn btn-plain" href="/admin/people/roles">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#file-earmark-arrow-up"/>
        </svg>
        CSV 授予角色
      </a>
    {{/MAY_GRANT_MANY}}
  </div>
</div>
{{>ERRORS}}
<div class="stack">
  {{>IMPORT}}
  {{#WAITING_PANEL}}
    <section class="panel">
      <div class="ph"><h2>待办人员变动</h2><span class="r">{{WAITING_NOTE}}</span></div>
      {{#HAS_WAITING}}
        <ul class="rows">
          {{#WAITING}}
            <li>
              <svg class="bi" aria-hidden="true" focusable="false">
                <use href="/static/icons.svg?v={{STATIC_VERSION}}#person-badge"/>
              </svg>
              <span class="gr">
                <a href="/matters/{{MATTER_ID}}">{{SUBJECT}}</a>
                <span class="sub"><span class="mono">{{NUMBER}}</span>　{{DUE_AT}} 前办理</span>
              </span>
            </li>
          {{/WAITING}}
        </ul>
      {{/HAS_WAITING}}
      {{#NO_WAITING}}<div class="pb">没有待办的人员变动。各单位用“人员变动”提出开通、调岗、停用和重置口令；首次建立账号可以直接开通或者导入。</div>{{/NO_WAITING}}
    </section>
  {{/WAITING_PANEL}}
  <section class="panel" aria-label="账号列表">
    {{>FILTERS}}
    {{#HAS_ROWS}}
      <table class="tbl cards">
        <caption class="visually-hidden">账号</caption>
        <thead>
          <tr>
            <th scope="col">账号</th>
            <th scope="col">单位</th>
            <th scope="col">岗位</th>
            <th scope="col">角色</th>
            <th scope="col">状态</th>
            <th scope="col">上次登录</th>
          </tr>
        </thead>
        <tbody>
          {{#ROW}}
            <tr>
              <td data-th="账号"><a class="mono" href="/admin/people/{{ID}}">{{LOGIN}}</a></td>
              <td data-th="单位">{{UNIT_NAME}}</td>
              <td data-th="岗位">{{POST_TITLE}}</td>
              <td data-th="角色">{{ROLE_LABELS}}</td>
              <td data-th="状态"><span class="st st-{{STATUS_TONE}}"><span>{{STATUS_LABEL}}</span></span></td>
              <td data-th="上次登录" class="nw">{{SIGNED_IN_AT}}</td>
            </tr>
          {{/ROW}}
        </tbody>
      </table>
    {{/HAS_ROWS}}
    {{>EMPTY}}
    {{>PAGER}}
  </section>
</div>
