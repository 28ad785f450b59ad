{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    <form method="post">
      <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
      <button class="btn btn-plain" name="action" value="read_all">
        <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#check2"/></svg>全部标为已读
      </button>
    </form>
  </div>
</div>
<section class="panel" aria-label="消息列表">
  {{>TABS}}
  {{#HAS_ROWS}}
    <ul class="rows">
      {{#ROW}}
        <li>
          {{#NEW_YES}}
            <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#bell"/></svg>
          {{/NEW_YES}}
          {{#READ_YES}}
            <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#check2"/></svg>
          {{/READ_YES}}
          <span class="gr">
            {{#MATTER_YES}}<a class="name" href="/matters/{{MATTER_ID}}">{{TEXT}}</a>{{/MATTER_YES}}
            {{#HREF}}<a class="name" href="{{HREF}}">{{TEXT}}</a>{{/HREF}}
            {{#PLAIN_YES}}{{TEXT}}{{/PLAIN_YES}} {{#NEW_YES}}<span class="tag t-blue">未读</span>{{/NEW_YES}}
            <span class="sub">{{KIND_LABEL}}{{#READ_YES}}　已读 {{READ_AT}}{{/READ_YES}}</span>
          </span>
          <time>{{MADE_AT}}</time>
          {{#NEW_YES}}
            <form method="post">
              <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
              <input type="hidden" name="notice" value="{{ID}}">
              <button class="btn btn-plain" name="action" value="read">标为已读<span class="visually-hidden">：{{TEXT}}</span></button>
            </form>
          {{/NEW_YES}}
        </li>
      {{/ROW}}
    </ul>
  {{/HAS_ROWS}}
  {{>EMPTY}}
  {{>PAGER}}
</section>
