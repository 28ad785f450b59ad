{{%AUTOESCAPE context="HTML"}}
<div class="field {{WIDTH}}{{#ERROR}} has-err{{/ERROR}}">
  {{#HINT}}<span class="hint" id="{{ID}}-h">{{HINT}}</span>{{/HINT}}
  {{#ERROR}}
    <span class="err" id="{{ID}}-e">
      <svg class="bi" aria-hidden="true" focusable="false">
        <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
      </svg>
      {{ERROR}}
    </span>
  {{/ERROR}}
  <div class="form-check">
    <input class="form-check-input" type="checkbox" value="yes" id="{{ID}}" name="{{NAME}}" aria-describedby="{{#HINT}}{{ID}}-h {{/HINT}}{{#ERROR}}{{ID}}-e{{/ERROR}}"{{#ERROR}} aria-invalid="true"{{/ERROR}}{{#REQUIRED}} required{{/REQUIRED}}{{#TICKED}} checked{{/TICKED}}>
    <label class="form-check-label" for="{{ID}}">
      {{LABEL}}{{#REQUIRED}}<span class="req" aria-hidden="true">*</span>{{/REQUIRED}}
    </label>
  </div>
</div>
