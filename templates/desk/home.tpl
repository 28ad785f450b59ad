{{%AUTOESCAPE context="HTML"}}
<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div></div>
{{>KPIS}}
<div class="cols">
  <div class="stack">
    <section class="panel">
      <div class="ph"><h2>先办这几件</h2><span class="r"><a href="/inbox">全部 {{WAITING_COUNT}} 件</a></span></div>
      {{#HAS_WAITING}}
        <table class="tbl cards">
          <caption class="visually-hidden">待我办理，按办理时限由近到远</caption>
          <thead>
            <tr>
              <th scope="col">事项</th>
              <th scope="col">类型</th>
              <th scope="col">环节</th>
              <th scope="col">办理时限</th>
              <th scope="col" class="ops">操作</th>
            </tr>
          </thead>
          <tbody>
            {{#WAITING}}
              <tr class="{{#LATE_YES}}late{{/LATE_YES}}">
                <td data-th="事项">
                  <a class="name" href="/matters/{{MATTER_ID}}">{{SUBJECT}}</a>
                  <span class="sub">{{UNIT_NAME}}　<span class="nw">{{NUMBER}}</span></span>
                  {{#FOR_WHOM}}<span class="tag t-amber">{{FOR_WHOM_TEXT}}</span>{{/FOR_WHOM}}
                  {{#ASKED_YES}}<span class="tag t-purple">加签</span>{{/ASKED_YES}}
                </td>
                <td data-th="类型"><span class="tag t-{{PROCEDURE_TONE}}">{{PROCEDURE_TITLE}}</span></td>
                <td data-th="环节">{{STATE_LABEL}}</td>
                <td data-th="办理时限">{{>DUE}}</td>
                <td data-th="操作" class="ops">
                  <a class="do" href="/matters/{{MATTER_ID}}#act">办理<span class="visually-hidden"> {{NUMBER}}</span></a>
                </td>
              </tr>
            {{/WAITING}}
          </tbody>
        </table>
      {{/HAS_WAITING}}
      {{>EMPTY}}
    </section>
    {{#HAS_MINE}}
      <section class="panel">
        <div class="ph"><h2>正在办理的申请</h2><span class="r"><a href="/matters">全部</a></span></div>
        {{#MINE}}
          <div class="ph">
            <h3 class="fs-6"><a href="/matters/{{MATTER_ID}}">{{SUBJECT}}</a></h3>
            <span class="tag t-{{PROCEDURE_TONE}}">{{PROCEDURE_TITLE}}</span><span class="sub">{{NUMBER}}</span>
            <span class="r">{{STATE_LABEL}}</span>
          </div>
          {{>STAGES}}
          {{>FACTS}}
        {{/MINE}}
      </section>
    {{/HAS_MINE}}
    {{#HAS_DRAFTS}}
      <section class="panel">
        <div class="ph"><h2>草稿</h2></div>
        <ul class="rows">
          {{#DRAFT}}
            <li>
              <svg class="bi" aria-hidden="true" focusable="false">
                <use href="/static/icons.svg?v={{STATIC_VERSION}}#pencil-square"/>
              </svg>
              <span class="gr">
                <a class="name" href="/matters/{{MATTER_ID}}/edit">{{SUBJECT}}</a>
                <span class="sub">{{PROCEDURE_TITLE}}　最近保存 {{SAVED_AT}}</span>
              </span>
              <a class="btn btn-plain" href="/matters/{{MATTER_ID}}/edit">接着填<span class="visually-hidden"> {{SUBJECT}}</span></a>
            </li>
          {{/DRAFT}}
        </ul>
      </section>
    {{/HAS_DRAFTS}}
    {{>PANEL_MAIN}}
  </div>
  <div class="stack">
    {{#HAS_START}}
      <section class="panel">
        <div class="ph"><h2>发起办理</h2></div>
        <div class="pb">
          <a class="btn btn-primary btn-lg w-100" href="/matters/new">
            <svg class="bi" aria-hidden="true" focusable="false">
              <use href="/static/icons.svg?v={{STATIC_VERSION}}#file-earmark-plus"/>
            </svg>
            发起事项
          </a>
        </div>
        <ul class="rows">
          {{#START}}
            <li>
              <svg class="bi" aria-hidden="true" focusable="false">
                <use href="/static/icons.svg?v={{STATIC_VERSION}}#{{START_ICON}}"/>
              </svg>
              <span class="gr"><a class="name" href="{{START_HREF}}">{{START_LABEL}}</a></span>
            </li>
          {{/START}}
        </ul>
      </section>
    {{/HAS_START}}
    {{>PANEL_SIDE}}
    <section class="panel">
      <div class="ph"><h2>通知公告</h2><span class="r"><a href="/announcements">更多</a></span></div>
      {{#HAS_NEWS}}
        <ul class="rows">
          {{#NEWS}}<li><a class="gr" href="/announcements/{{ID}}">{{HEADING}}</a><time>{{PUBLISHED_AT}}</time></li>{{/NEWS}}
        </ul>
      {{/HAS_NEWS}}
      {{#NO_NEWS}}<p class="pb mut">没有公告。</p>{{/NO_NEWS}}
    </section>
  </div>
</div>
