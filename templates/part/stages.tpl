{{%AUTOESCAPE context="HTML"}}
<ol class="stages" aria-label="办理环节（第十条）">
  {{#STAGE}}
    <li class="{{STAGE_CLASS}}"{{#STAGE_CURRENT}} aria-current="step"{{/STAGE_CURRENT}}>
      <i aria-hidden="true">
        {{#STAGE_DONE}}
          <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#check-lg"/></svg>
        {{/STAGE_DONE}}
        {{#STAGE_CURRENT}}{{STAGE_NO}}{{/STAGE_CURRENT}}{{#STAGE_AHEAD}}{{STAGE_NO}}{{/STAGE_AHEAD}}
      </i>
      <b>
        {{STAGE_LABEL}}{{#STAGE_DONE}}<span class="visually-hidden">（已完成）</span>{{/STAGE_DONE}}
        {{#STAGE_CURRENT}}<span class="visually-hidden">（当前环节）</span>{{/STAGE_CURRENT}}
      </b>
      <small>{{STAGE_NOTE}}</small>
    </li>
  {{/STAGE}}
</ol>
