{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}　{{MONTH_LABEL}}</h1><p>{{ARTICLE_NOTE}}　列出本月发起、本月到期、本月办结和本月仍逾期未办的职责</p></div>
  <div class="acts">
    {{#BEFORE}}<a class="btn btn-plain" href="{{BEFORE_HREF}}">上月</a>{{/BEFORE}}{{#AFTER}}<a class="btn btn-plain" href="{{AFTER_HREF}}">下月</a>{{/AFTER}}
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印
    </button>
  </div>
</div>
<div class="stack">{{>PANEL_MAIN}}{{>PAGER}}</div>
