{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    {{#MAY_SEE_NEW}}<a class="btn btn-plain" href="/procedures/{{KEY}}/new-version">新版本</a> {{/MAY_SEE_NEW}}
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印
    </button>
  </div>
</div>
<div class="stack">
  {{#NOT_IN_FORCE}}
    <div class="note n-amber">
      <svg class="bi" aria-hidden="true" focusable="false">
        <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-triangle"/>
      </svg>
      <div>这是第 {{PROCEDURE_VERSION}} 版，不是现行版本。<a href="/procedures/{{KEY}}">看现行版本</a></div>
    </div>
  {{/NOT_IN_FORCE}}
  <section class="panel">
    <div class="ph"><h2>办理流程图</h2><span class="r">第 {{PROCEDURE_VERSION}} 版</span></div>
    <div class="pic" tabindex="0" role="group" aria-label="流程图，可横向滚动">{{>PICTURE}}</div>
    <div class="pf">内容与下面两张表相同。</div>
  </section>
  <section class="panel">
    <div class="ph"><h2>环节</h2></div>
    <table class="tbl t cards">
      <caption class="visually-hidden">环节</caption>
      <thead>
        <tr>
          <th scope="col">环节</th>
          <th scope="col">第十条阶段</th>
          <th scope="col">谁办理</th>
          <th scope="col">时限</th>
          <th scope="col">计时</th>
          <th scope="col">依据</th>
        </tr>
      </thead>
      <tbody>
        {{#STATE}}
          <tr>
            <td data-th="环节">{{STATE_LABEL}}<span class="sub mono">{{STATE_KEY}}</span></td>
            <td data-th="阶段">{{STAGE_LABEL}}</td>
            <td data-th="谁办理">{{HOLDER_LABELS}}</td>
            <td data-th="时限">{{DUE_TEXT}}</td>
            <td data-th="计时">{{CLOCK_TEXT}}</td>
            <td data-th="依据">{{ARTICLE_TEXT}}</td>
          </tr>
        {{/STATE}}
      </tbody>
    </table>
  </section>
  <section class="panel">
    <div class="ph"><h2>办理动作</h2></div>
    <table class="tbl t cards">
      <caption class="visually-hidden">办理动作</caption>
      <thead>
        <tr>
          <th scope="col">动作</th>
          <th scope="col">从</th>
          <th scope="col">到</th>
          <th scope="col">谁</th>
          <th scope="col">意见</th>
          <th scope="col">条件与材料</th>
        </tr>
      </thead>
      <tbody>
        {{#ACTION}}
          <tr>
            <td data-th="动作">{{ACTION_LABEL}}<span class="sub mono nw">{{ACTION_KEY}}</span></td>
            <td data-th="从">{{FROM_LABELS}}</td>
            <td data-th="到">{{TO_LABEL}}</td>
            <td data-th="谁">{{WHO_LABELS}}</td>
            <td data-th="意见" class="nw">{{OPINION_TEXT}}</td>
            <td data-th="条件与材料">{{NEEDS_TEXT}}</td>
          </tr>
        {{/ACTION}}
      </tbody>
    </table>
  </section>
  <section class="panel">
    <div class="ph"><h2>材料</h2></div>
    {{#HAS_DOCUMENTS}}
      <table class="tbl t cards">
        <caption class="visually-hidden">材料</caption>
        <thead><tr><th scope="col">材料</th><th scope="col">要求</th><th scope="col">类型</th><th scope="col">依据</th></tr></thead>
        <tbody>
          {{#DOCUMENT}}
            <tr>
              <td data-th="材料">{{DOCUMENT_LABEL}}</td>
              <td data-th="要求">{{NEED_TEXT}}</td>
              <td data-th="类型">{{TYPES_TEXT}}</td>
              <td data-th="依据">{{ARTICLE_TEXT}}</td>
            </tr>
          {{/DOCUMENT}}
        </tbody>
      </table>
    {{/HAS_DOCUMENTS}}
    {{>EMPTY}}
  </section>
  <section class="panel">
    <div class="ph"><h2>历次版本</h2></div>
    <table class="tbl t cards">
      <caption class="visually-hidden">历次版本</caption>
      <thead>
        <tr><th scope="col" class="num">版本</th><th scope="col">施行</th><th scope="col">提议与核准</th><th scope="col">摘要</th></tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr>
            <td data-th="版本" class="num"><a href="/procedures/{{KEY}}/versions/{{VERSION_N}}">{{VERSION_N}}</a></td>
            <td data-th="施行" class="nw">{{VALID_FROM_DAY}}</td>
            <td data-th="装入">
              {{LOADED_BY}}{{#APPROVED_BY}}，{{APPROVED_BY}}核准{{/APPROVED_BY}}<span class="sub nw">{{LOADED_AT}}</span>
            </td>
            <td data-th="摘要"><span class="mono">{{DIGEST_CODE}}</span></td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  </section>
</div>
