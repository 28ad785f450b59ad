{{%AUTOESCAPE context="HTML"}}
<article class="stack solo">
  <div class="pagehead">
    <div><h1>{{TITLE}}</h1><p>{{KIND_LABEL}}　{{PUBLISHED_BY}}　{{PUBLISHED_AT}}</p></div>
    <div class="acts">
      {{#FILE_YES}}
        <a class="btn btn-plain" href="/announcements/{{ANNOUNCEMENT_ID}}/file">
          <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#download"/></svg>下载
        </a>
      {{/FILE_YES}}
      <button class="btn btn-plain" type="button" data-print hidden>
        <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印
      </button>
    </div>
  </div>
  {{#WITHDRAWN_YES}}
    <div class="note n-amber">
      <svg class="bi" aria-hidden="true" focusable="false">
        <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-triangle"/>
      </svg>
      <div>本公告已于 {{WITHDRAWN_AT}} 撤回，仅供查考。</div>
    </div>
  {{/WITHDRAWN_YES}}
  <section class="panel" aria-label="正文"><div class="pb pre">{{TEXT:pre_escape}}</div></section>
</article>
