{{%AUTOESCAPE context="HTML"}}
<details{{#TOOL_OPEN}} open{{/TOOL_OPEN}}>
  <summary>{{TRANSFER_LABEL}}</summary>
  <form method="post" action="/matters/{{MATTER_ID}}">
    <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
    <input type="hidden" name="step" value="{{STEP}}">
    <div class="field{{#CHOICE_ERROR}} has-err{{/CHOICE_ERROR}}">
      <label for="t-{{TRANSFER_KEY}}">{{TRANSFER_TO}}</label>
      {{#CHOICE_ERROR}}
        <span class="err" id="t-{{TRANSFER_KEY}}-e">
          <svg class="bi" aria-hidden="true" focusable="false">
            <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
          </svg>
          {{CHOICE_ERROR}}
        </span>
      {{/CHOICE_ERROR}}
      <select class="form-select" id="t-{{TRANSFER_KEY}}" name="person"{{#CHOICE_ERROR}} aria-invalid="true" aria-describedby="t-{{TRANSFER_KEY}}-e"{{/CHOICE_ERROR}}>
        <option value="">请选择</option>
        {{#TARGET}}<option value="{{TARGET_ID}}"{{#TARGET_CHOSEN}} selected{{/TARGET_CHOSEN}}>{{TARGET_LABEL}}</option>{{/TARGET}}
      </select>
    </div>
    <div class="field{{#WORDS_ERROR}} has-err{{/WORDS_ERROR}}">
      <label for="r-{{TRANSFER_KEY}}">说明</label>
      {{#WORDS_ERROR}}
        <span class="err" id="r-{{TRANSFER_KEY}}-e">
          <svg class="bi" aria-hidden="true" focusable="false">
            <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
          </svg>
          {{WORDS_ERROR}}
        </span>
      {{/WORDS_ERROR}}
      <input class="form-control" type="text" id="r-{{TRANSFER_KEY}}" name="opinion" value="{{WORDS}}"{{#WORDS_ERROR}} aria-invalid="true" aria-describedby="r-{{TRANSFER_KEY}}-e"{{/WORDS_ERROR}}>
    </div>
    <button class="btn btn-plain" name="action" value="{{TRANSFER_KEY}}">{{TRANSFER_LABEL}}</button>
    <span class="sub">{{TRANSFER_NOTE}}</span>
  </form>
</details>
