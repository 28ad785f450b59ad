{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div>
    <h1>{{TITLE}}<span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span></h1>
    <p>备案号 {{FILING_NO}}　{{UNIT_NAME}}　{{ARTICLE_NOTE}}</p>
  </div>
  <div class="acts">
    <a class="btn btn-plain" href="{{DOSSIER_HREF}}">
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#download"/></svg>调取档案
    </a>
    {{#START}}
      <a class="btn btn-plain" href="{{START_HREF}}">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#{{START_ICON}}"/>
        </svg>
        {{START_LABEL}}
      </a>
    {{/START}}
  </div>
</div>
{{>ERRORS}}
<div class="stack">
  <section class="panel" aria-label="所处环节">{{>STAGES}}</section>
  <div class="cols">
    <div class="stack">
      <section class="panel">
        <div class="ph"><h2>基本情况</h2>{{#IMPORTED_YES}}<span class="r">存量导入</span>{{/IMPORTED_YES}}</div>
        <div class="pb">{{>PAIRS}}</div>
      </section>
      <section class="panel">
        <div class="ph"><h2>已分配的云资源</h2><span class="r">核定与实配</span></div>
        {{#HAS_ALLOCATIONS}}
          <table class="tbl t cards">
            <caption class="visually-hidden">已分配的云资源</caption>
            <thead>
              <tr>
                <th scope="col">云平台</th>
                <th scope="col">资源</th>
                <th scope="col" class="num">核定</th>
                <th scope="col" class="num">实配</th>
                <th scope="col">单位</th>
                <th scope="col">核定时间</th>
              </tr>
            </thead>
            <tbody>
              {{#ALLOCATION}}
                <tr>
                  <td data-th="云平台">
                    {{#PLATFORM_LINKED}}<a href="/platforms/{{PLATFORM_ID}}">{{PLATFORM_NAME}}</a>{{/PLATFORM_LINKED}}
                    {{#PLATFORM_PLAIN}}{{PLATFORM_NAME}}{{/PLATFORM_PLAIN}}
                  </td>
                  <td data-th="资源">{{CLASS_LABEL}}</td>
                  <td data-th="核定" class="num">{{GRANTED_N}}</td>
                  <td data-th="实配" class="num">{{ALLOCATED_N}}</td>
                  <td data-th="单位">{{UNIT_LABEL}}</td>
                  <td data-th="核定时间">
                    <time>{{GRANTED_AT}}</time>
                    {{#MATTER_YES}}<span class="sub"><a href="/matters/{{MATTER_ID}}">{{NUMBER}}</a></span>{{/MATTER_YES}}
                    {{#BEFORE_YES}}<span class="sub">存量导入</span>{{/BEFORE_YES}}
                  </td>
                </tr>
              {{/ALLOCATION}}
            </tbody>
          </table>
        {{/HAS_ALLOCATIONS}}
        {{>NO_ALLOCATIONS}}
      </section>
      <section class="panel">
        <div class="ph"><h2>办理记录</h2></div>
        {{#HAS_MATTERS}}
          <table class="tbl t cards">
            <caption class="visually-hidden">该系统的办理记录</caption>
            <thead><tr><th scope="col">编号</th><th scope="col">事项</th><th scope="col">环节</th><th scope="col">提交时间</th></tr></thead>
            <tbody>
              {{#MATTER}}
                <tr>
                  <td data-th="编号"><a href="/matters/{{MATTER_ID}}">{{NUMBER}}</a></td>
                  <td data-th="事项">{{PROCEDURE_TITLE}}</td>
                  <td data-th="环节"><span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span></td>
                  <td data-th="提交时间" class="nw">{{SUBMITTED_AT}}</td>
                </tr>
              {{/MATTER}}
            </tbody>
          </table>
        {{/HAS_MATTERS}}
        {{>NO_MATTERS}}
      </section>
    </div>
    <div class="stack">
      <section class="panel">
        <div class="ph"><h2>责任人与 ICP 备案</h2></div>
        <div class="pb">
          <dl class="kv">
            {{#POST}}<dt>{{POST_LABEL}}</dt><dd>{{POST_VALUE}}{{#POST_LACKING}}<b class="bad">未填</b>{{/POST_LACKING}}</dd>{{/POST}}
          </dl>
        </div>
        {{#MAY_EDIT}}
          <details class="pf"{{#EDIT_OPEN}} open{{/EDIT_OPEN}}>
            <summary>更新责任人与 ICP 备案号</summary>
            <form class="pt-2" method="post">
              <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
              <div class="stack">{{>FIELD}}</div>
              <button class="btn btn-plain mt-2" name="action" value="responsible">
                <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#save"/></svg>
                保存
              </button>
            </form>
          </details>
        {{/MAY_EDIT}}
      </section>
      <section class="panel">
        <div class="ph"><h2>谁能看到</h2></div>
        <ul class="rows">
          {{#PARTY}}<li><span class="gr">{{PARTY_NAME}}<span class="sub">{{PARTY_KIND}}</span></span></li>{{/PARTY}}
        </ul>
      </section>
      {{>PANEL_SIDE}}
      {{#OWN_YES}}
        <section class="panel">
          <div class="ph"><h2>谁调取过档案</h2><span class="r">{{DRAWINGS_NOTE}}</span></div>
          <ul class="rows">
            {{#DRAWING}}<li><span class="gr">{{DRAWER}}<span class="sub nw">{{DRAWN_AT}}</span></span></li>{{/DRAWING}}
          </ul>
        </section>
      {{/OWN_YES}}
    </div>
  </div>
</div>
