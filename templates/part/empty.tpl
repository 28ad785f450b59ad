{{%AUTOESCAPE context="HTML"}}
<div class="empty">
  <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#{{EMPTY_ICON}}"/></svg>
  <p class="eh">{{EMPTY_HEADING}}</p>
  <p>{{EMPTY_TEXT}}</p>
</div>
