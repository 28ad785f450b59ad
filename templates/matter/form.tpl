{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div>
    <h1>{{TITLE}}<span class="tag t-{{STATE_TONE}}">{{STATE_LABEL}}</span></h1>
    <p>{{ARTICLE_NOTE}}　带 <span class="req">*</span> 的为必填，可随时保存草稿。</p>
  </div>
  {{#IMPORT_HREF}}
    <div class="acts">
      <a class="btn btn-plain" href="{{IMPORT_HREF}}">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#file-earmark-arrow-up"/>
        </svg>
        用 CSV 填写明细
      </a>
    </div>
  {{/IMPORT_HREF}}
</div>
<div class="cols navr">
  <div class="stack">
    {{>ERRORS}}
    {{#RETURNED}}
      <div class="note n-amber">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-triangle"/>
        </svg>
        <div><b>{{RETURNED_WHO}}于 {{RETURNED_AT}} 退回。</b><span class="d-block pre">{{RETURNED_TEXT:pre_escape}}</span>{{#RETURNED_KEPT}}<span class="d-block">（意见只给写意见的单位、发起单位、省大数据中心和统一安全运维机构看）</span>{{/RETURNED_KEPT}}</div>
      </div>
    {{/RETURNED}}
    {{#OPINION}}
      <div class="note n-blue">
        <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#chat-left-text"/></svg>
        <div><b>您刚才写的意见还没有提交，请抄下备用。</b><span class="d-block pre">{{OPINION:pre_escape}}</span></div>
      </div>
    {{/OPINION}}
    {{#RERUN}}
      <div class="note n-amber">
        <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#arrow-repeat"/></svg>
        <div>{{RERUN_TEXT}}</div>
      </div>
    {{/RERUN}}
    {{#HAS_GATE}}
      <section class="panel"><div class="ph"><h2>提交前的条件</h2><span class="r">{{GATE_TEXT}}</span></div>{{>GATE}}</section>
    {{/HAS_GATE}}
    {{>PANEL_MAIN}}
    <form class="stack" id="matter" method="post" action="/matters/{{MATTER_ID}}" novalidate data-guard data-autosave="{{AUTOSAVE_HREF}}">
      <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
      <button type="submit" disabled hidden></button><input type="hidden" name="step" value="{{STEP}}"><input type="hidden" name="revision" value="{{REVISION}}">
      {{#FORM_SECTION}}
        <section class="panel fs" id="{{SECTION_ID}}">
          <div class="ph"><h2>{{SECTION_LABEL}}</h2></div>
          <div class="fgrid">{{>FIELD}}</div>
        </section>
      {{/FORM_SECTION}}
    </form>
    {{#HAS_DOCUMENTS}}
      <section class="panel fs" id="documents">
        <div class="ph"><h2>附件</h2><span class="r">上传即加密密封，只有列出的单位能开启</span></div>
        <ul class="rows">{{>DOCUMENT}}</ul>
        <div class="pf">每次上传一件。{{LIMITS_TEXT}}上传前请先保存草稿；开启脚本时会自动保存。</div>
      </section>
    {{/HAS_DOCUMENTS}}
  </div>
  <div class="stick-w">
    <nav class="panel stick" aria-label="表单各部分">
      <ul class="tasks">
        {{#TASK}}<li><a href="{{TASK_HREF}}">{{TASK_LABEL}}<span class="{{TASK_CLASS}}">{{TASK_TEXT}}</span></a></li>{{/TASK}}
      </ul>
    </nav>
  </div>
</div>
<div class="formbar">
  <span class="mut" role="status" data-saved>{{SAVED_TEXT}}</span>
  <button class="btn btn-plain" form="matter" name="action" value="save">
    <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#save"/></svg>保存草稿
  </button>
  {{#OWN_BUTTON}}<button class="btn btn-plain" form="matter" name="action" value="{{ACTION_KEY}}">{{ACTION_LABEL}}</button>{{#ACTION_HINT}}<span class="sub">{{ACTION_HINT}}</span>{{/ACTION_HINT}}{{/OWN_BUTTON}}
  <button class="btn btn-primary" form="matter" name="action" value="check">检查并提交</button>
</div>
