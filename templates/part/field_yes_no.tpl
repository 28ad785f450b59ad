{{%AUTOESCAPE context="HTML"}}
<fieldset class="field {{WIDTH}}{{#ERROR}} has-err{{/ERROR}}" id="{{ID}}" aria-describedby="{{#HINT}}{{ID}}-h {{/HINT}}{{#ERROR}}{{ID}}-e{{/ERROR}}">
  <legend>{{LABEL}}{{#REQUIRED}}<span class="req" aria-hidden="true">*</span>{{/REQUIRED}}</legend>
  {{#HINT}}<span class="hint" id="{{ID}}-h">{{HINT}}</span>{{/HINT}}
  {{#ERROR}}
    <span class="err" id="{{ID}}-e">
      <svg class="bi" aria-hidden="true" focusable="false">
        <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
      </svg>
      {{ERROR}}
    </span>
  {{/ERROR}}
  <div class="choice">
    <div class="form-check">
      <input class="form-check-input" type="radio" name="{{NAME}}" id="{{ID}}-yes" value="yes"{{#YES}} checked{{/YES}}>
      <label class="form-check-label" for="{{ID}}-yes">是</label>
    </div>
    <div class="form-check">
      <input class="form-check-input" type="radio" name="{{NAME}}" id="{{ID}}-no" value="no"{{#NO}} checked{{/NO}}>
      <label class="form-check-label" for="{{ID}}-no">否</label>
    </div>
  </div>
</fieldset>
