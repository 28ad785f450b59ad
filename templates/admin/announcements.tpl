{{%AUTOESCAPE context="HTML"}}
<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div></div>
{{>ERRORS}}
<div class="cols">
  <div class="stack">
    <section class="panel" aria-label="公告列表">
      {{>TABS}}
      {{#HAS_ROWS}}
        <ul class="rows">
          {{#ROW}}
            <li>
              <svg class="bi" aria-hidden="true" focusable="false">
                <use href="/static/icons.svg?v={{STATIC_VERSION}}#megaphone"/>
              </svg>
              <span class="gr">
                <a class="name" href="/announcements/{{ID}}">{{HEADING}}</a>
                <span class="sub">{{KIND_LABEL}}{{#WITHDRAWN_YES}}　已撤回 {{WITHDRAWN_AT}}{{/WITHDRAWN_YES}}</span>
              </span>
              <time>{{PUBLISHED_AT}}</time>
              {{#LIVE_YES}}
                {{#MAY_EDIT}}
                  <form method="post">
                    <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
                    <input type="hidden" name="announcement" value="{{ID}}">
                    <button class="btn btn-plain" name="action" value="withdraw">
                      撤回<span class="visually-hidden">：{{HEADING}}</span>
                    </button>
                  </form>
                {{/MAY_EDIT}}
              {{/LIVE_YES}}
            </li>
          {{/ROW}}
        </ul>
      {{/HAS_ROWS}}
      {{>EMPTY}}
      {{>PAGER}}
    </section>
  </div>
  <div class="stack">
    {{#MAY_EDIT}}
      <section class="panel" id="publish">
        <div class="ph"><h2>发布</h2></div>
        <form method="post" data-guard>
          <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
          <button type="submit" disabled hidden></button>
          <div class="fgrid">{{>FIELD}}</div>
          <div class="pf"><button class="btn btn-primary" name="action" value="publish">发布</button>　发布后所有单位可见。</div>
        </form>
      </section>
    {{/MAY_EDIT}}
  </div>
</div>
