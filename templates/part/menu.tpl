{{%AUTOESCAPE context="HTML"}}
{{#MENU_GROUP}}
  {{#GROUP_LABEL}}<h2>{{GROUP_LABEL}}</h2>{{/GROUP_LABEL}}
  {{#GROUP_FOLDED}}<details data-group="{{GROUP_LABEL}}"{{#GROUP_OPEN}} open{{/GROUP_OPEN}}><summary>{{GROUP_LABEL}}</summary>{{/GROUP_FOLDED}}
  <ul class="plain">
    {{#MENU_ITEM}}
      <li>
        <a href="{{MENU_HREF}}"{{#MENU_CURRENT}} aria-current="{{MENU_CURRENT}}"{{/MENU_CURRENT}}>
          <svg class="bi" aria-hidden="true" focusable="false">
            <use href="/static/icons.svg?v={{STATIC_VERSION}}#{{MENU_ICON}}"/>
          </svg>
          {{MENU_LABEL}}
          {{#MENU_WAITING}}<span class="count">{{COUNT}}<span class="visually-hidden"> 件待办</span></span>{{/MENU_WAITING}}
        </a>
      </li>
    {{/MENU_ITEM}}
  </ul>
  {{#GROUP_FOLDED_END}}</details>{{/GROUP_FOLDED_END}}
{{/MENU_GROUP}}
