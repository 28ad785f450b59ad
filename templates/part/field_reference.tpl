{{%AUTOESCAPE context="HTML"}}
<div class="field {{WIDTH}}{{#ERROR}} has-err{{/ERROR}}">
  <label for="{{ID}}">{{LABEL}}{{#REQUIRED}}<span class="req" aria-hidden="true">*</span>{{/REQUIRED}}</label>
  {{#HINT}}<span class="hint" id="{{ID}}-h">{{HINT}}</span>{{/HINT}}
  {{#SEARCHED}}<span class="hint" id="{{ID}}-s">{{SEARCH_NOTE}}</span>{{/SEARCHED}}
  {{#ERROR}}
    <span class="err" id="{{ID}}-e">
      <svg class="bi" aria-hidden="true" focusable="false">
        <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
      </svg>
      {{ERROR}}
    </span>
  {{/ERROR}}
  {{#WORDS}}
    <input class="form-control" type="text" id="{{ID}}" name="{{NAME}}" value="{{VALUE}}" aria-describedby="{{#HINT}}{{ID}}-h {{/HINT}}{{ID}}-s{{#ERROR}} {{ID}}-e{{/ERROR}}"{{#ERROR}} aria-invalid="true"{{/ERROR}}{{#REQUIRED}} required{{/REQUIRED}}>
  {{/WORDS}}
  {{#LISTED}}
    <select class="form-select" id="{{ID}}" name="{{NAME}}" aria-describedby="{{#HINT}}{{ID}}-h {{/HINT}}{{#SEARCHED}}{{ID}}-s {{/SEARCHED}}{{#ERROR}}{{ID}}-e{{/ERROR}}"{{#ERROR}} aria-invalid="true"{{/ERROR}}{{#REQUIRED}} required{{/REQUIRED}}>
      {{#BLANK}}<option value="">请选择</option>{{/BLANK}}
      {{#KEPT}}<option value="{{VALUE}}" selected>请选择</option>{{/KEPT}}
      {{#AGAIN}}<option value="">重新查找</option>{{/AGAIN}}
      {{#OPTION}}
        <option value="{{OPTION_VALUE}}"{{#OPTION_SELECTED}} selected{{/OPTION_SELECTED}}>{{OPTION_LABEL}}</option>
      {{/OPTION}}
    </select>
  {{/LISTED}}
</div>
