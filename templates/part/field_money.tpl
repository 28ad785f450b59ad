{{%AUTOESCAPE context="HTML"}}
<div class="field {{WIDTH}}{{#ERROR}} has-err{{/ERROR}}">
  <label for="{{ID}}">{{LABEL}}{{#REQUIRED}}<span class="req" aria-hidden="true">*</span>{{/REQUIRED}}</label>
  {{#HINT}}<span class="hint" id="{{ID}}-h">{{HINT}}</span>{{/HINT}}
  {{#ERROR}}
    <span class="err" id="{{ID}}-e">
      <svg class="bi" aria-hidden="true" focusable="false">
        <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
      </svg>
      {{ERROR}}
    </span>
  {{/ERROR}}
  <div class="input-group">
    <input class="form-control num" type="text" inputmode="decimal" autocomplete="off" id="{{ID}}" name="{{NAME}}" aria-describedby="{{#HINT}}{{ID}}-h {{/HINT}}{{#ERROR}}{{ID}}-e{{/ERROR}}"{{#ERROR}} aria-invalid="true"{{/ERROR}}{{#REQUIRED}} required{{/REQUIRED}} value="{{VALUE}}">
    {{#UNIT}}<span class="input-group-text">{{UNIT}}</span>{{/UNIT}}
  </div>
</div>
