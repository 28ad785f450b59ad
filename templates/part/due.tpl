{{%AUTOESCAPE context="HTML"}}
<span class="due {{DUE_CLASS}}">
  <b>
    {{#DUE_ICON}}
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#{{DUE_ICON}}"/></svg>
    {{/DUE_ICON}}
    {{DUE_TEXT}}
  </b>
  {{#DUE_DAY}}<span class="sub"><time datetime="{{DUE_DAY}}">{{DUE_DAY}}</time> 前</span>{{/DUE_DAY}}
  {{#END_DAY}}<span class="sub"><time datetime="{{END_DAY}}">{{END_DAY}}</time> 后由系统办理</span>{{/END_DAY}}
</span>
