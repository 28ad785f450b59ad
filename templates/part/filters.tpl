{{%AUTOESCAPE context="HTML"}}
<form class="filters" method="get">
  {{#FILTER_TEXT}}
    <div class="{{#FAULTY}}has-err{{/FAULTY}}">
      <label for="{{ID}}">{{LABEL}}</label>
      {{#FAULT}}
        <span class="err" id="{{ID}}-e">
          <svg class="bi" aria-hidden="true" focusable="false">
            <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
          </svg>
          {{FAULT_TEXT}}
        </span>
      {{/FAULT}}
      <input class="form-control" type="search" id="{{ID}}" name="{{NAME}}" value="{{VALUE}}"{{#FAULTY}} aria-invalid="true" aria-describedby="{{ID}}-e"{{/FAULTY}}>
    </div>
  {{/FILTER_TEXT}}
  {{#FILTER_SELECT}}
    <div class="{{#FAULTY}}has-err{{/FAULTY}}">
      <label for="{{ID}}">{{LABEL}}</label>
      {{#FAULT}}
        <span class="err" id="{{ID}}-e">
          <svg class="bi" aria-hidden="true" focusable="false">
            <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
          </svg>
          {{FAULT_TEXT}}
        </span>
      {{/FAULT}}
      <select class="form-select" id="{{ID}}" name="{{NAME}}"{{#FAULTY}} aria-invalid="true" aria-describedby="{{ID}}-e"{{/FAULTY}}>
        {{#OPTION}}
          <option value="{{OPTION_VALUE}}"{{#OPTION_SELECTED}} selected{{/OPTION_SELECTED}}>{{OPTION_LABEL}}</option>
        {{/OPTION}}
      </select>
    </div>
  {{/FILTER_SELECT}}
  {{#FILTER_DAY}}
    <div class="{{#FAULTY}}has-err{{/FAULTY}}">
      <label for="{{ID}}">{{LABEL}}</label>
      {{#FAULT}}
        <span class="err" id="{{ID}}-e">
          <svg class="bi" aria-hidden="true" focusable="false">
            <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
          </svg>
          {{FAULT_TEXT}}
        </span>
      {{/FAULT}}
      <input class="form-control" type="date" id="{{ID}}" name="{{NAME}}" value="{{VALUE}}"{{#FAULTY}} aria-invalid="true" aria-describedby="{{ID}}-e"{{/FAULTY}}>
    </div>
  {{/FILTER_DAY}}
  <div class="go">
    <button class="btn btn-plain" type="submit">
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#search"/></svg>查询
    </button>
    <a class="btn btn-plain" href="{{RESET_HREF}}">重置</a>
  </div>
</form>
<div class="listbar"><span>{{COUNT_TEXT}}</span><span class="sort">{{SORT_TEXT}}</span></div>
