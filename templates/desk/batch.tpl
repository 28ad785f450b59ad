{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{BATCH_TEXT}}</p></div>
  <div class="acts"><a class="btn btn-plain" href="/inbox">返回待办</a></div>
</div>
<div class="stack">
  {{>ERRORS}}
  {{#NO_CHOICE}}
    <div class="note n-grey">
      <svg class="bi" aria-hidden="true" focusable="false">
        <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle"/>
      </svg>
      <div>这些事项没有可以成批办理的结果：须逐件填写内容，或者已由他人办理。</div>
    </div>
  {{/NO_CHOICE}}
  {{#CHANGED}}
    <div class="note n-amber" role="alert">
      <svg class="bi" aria-hidden="true" focusable="false">
        <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-triangle"/>
      </svg>
      <div><b>没有生效。</b>打开页面以后，这一批已经提请、确认、办理或者取消。现在的情况如下。</div>
    </div>
  {{/CHANGED}}
  {{#ALONE}}
    <div class="note n-grey">
      <svg class="bi" aria-hidden="true" focusable="false">
        <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle"/>
      </svg>
      <div>{{ALONE_TEXT}}</div>
    </div>
  {{/ALONE}}
  {{#CHOOSE}}
    <section class="panel opinion">
      <div class="ph"><h2>怎样办理</h2><span class="r">各件共用同一结果和意见</span></div>
      <form method="post" action="/batches/{{ID}}" novalidate>
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <div class="pb">
          <fieldset class="field mb-3" id="f-choice">
            <legend>办理结果<span class="req" aria-hidden="true">*</span></legend>
            {{#OPTION}}
              <div class="form-check form-check-inline">
                <input class="form-check-input" type="radio" name="choice" id="c-{{OPTION_VALUE}}" value="{{OPTION_VALUE}}"{{#OPTION_CHECKED}} checked{{/OPTION_CHECKED}}>
                <label class="form-check-label" for="c-{{OPTION_VALUE}}">{{OPTION_LABEL}}</label>
              </div>
            {{/OPTION}}
          </fieldset>
          <div class="field{{#OPINION_ERROR}} has-err{{/OPINION_ERROR}}">
            <label for="f-opinion">意见</label><span class="hint" id="f-opinion-h">写入每一件的办理过程；不写意见的结果不保存</span>
            {{#OPINION_ERROR}}
              <span class="err" id="f-opinion-e">
                <svg class="bi" aria-hidden="true" focusable="false">
                  <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
                </svg>
                {{OPINION_ERROR}}
              </span>
            {{/OPINION_ERROR}}
            <textarea class="form-control" id="f-opinion" name="opinion" rows="2" data-max="{{OPINION_MAX}}" aria-describedby="f-opinion-h{{#OPINION_ERROR}} f-opinion-e{{/OPINION_ERROR}}"{{#OPINION_ERROR}} aria-invalid="true"{{/OPINION_ERROR}}>{{OPINION:pre_escape}}</textarea>
          </div>
        </div>
        <div class="pf"><button class="btn btn-plain" name="action" value="choose">核对每一件</button></div>
      </form>
    </section>
  {{/CHOOSE}}
  <section class="panel" aria-label="事项清单">
    <div class="ph"><h2>逐件核对</h2>{{#CHOSEN}}<span class="r">“{{CHOSEN_LABEL}}”　意见：{{CHOSEN_OPINION}}</span>{{/CHOSEN}}</div>
    <table class="tbl t cards">
      <caption class="visually-hidden">成批办理的事项</caption>
      <thead>
        <tr><th scope="col">编号</th><th scope="col">信息系统 / 单位</th><th scope="col">办理时限</th><th scope="col">怎样办理</th></tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr>
            <td data-th="编号"><a class="nw" href="/matters/{{MATTER_ID}}">{{NUMBER}}</a></td>
            <td data-th="系统 / 单位">{{SUBJECT}}<span class="sub">{{UNIT_NAME}}</span></td>
            <td data-th="办理时限">{{>DUE}}</td>
            <td data-th="怎样办理">
              {{#WILL}}
                <svg class="bi" aria-hidden="true" focusable="false">
                  <use href="/static/icons.svg?v={{STATIC_VERSION}}#check2-circle"/>
                </svg> {{WILL_TEXT}}
              {{/WILL}}
              {{#REFUSED}}
                <span class="warn">
                  <svg class="bi" aria-hidden="true" focusable="false">
                    <use href="/static/icons.svg?v={{STATIC_VERSION}}#x-circle-fill"/>
                  </svg> 不能办理
                </span>
                <span class="sub">{{REFUSED_TEXT}}</span>
              {{/REFUSED}}
            </td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
    {{#STATUS}}
      <form method="post" action="/batches/{{ID}}">
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        {{#ASKS_PASSWORD}}<button type="submit" disabled hidden></button><div class="pb">{{>PASSWORD}}</div>{{/ASKS_PASSWORD}}
        <div class="pf d-flex flex-wrap gap-2 align-items-center">
          <span class="me-auto">{{STATUS_TEXT}}</span>
          {{#MAY_GO}}
            <button class="btn btn-primary" name="action" value="go"{{#ASKS_PASSWORD}} formaction="/batches/{{ID}}/password"{{/ASKS_PASSWORD}}>{{GO_LABEL}}</button>
          {{/MAY_GO}}
          {{#MAY_CONFIRM}}
            <button class="btn btn-primary" name="action" value="confirm"{{#ASKS_PASSWORD}} formaction="/batches/{{ID}}/password"{{/ASKS_PASSWORD}}>核对无误，确认</button>
          {{/MAY_CONFIRM}}
          {{#MAY_DROP}}<button class="btn btn-plain" name="action" value="drop">取消</button>{{/MAY_DROP}}
        </div>
      </form>
    {{/STATUS}}
  </section>
</div>
