{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    {{#MATTER}}
      <a class="btn btn-plain" href="{{MATTER_HREF}}">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#card-checklist"/>
        </svg>
        办理
      </a>
    {{/MATTER}}
    {{#OTHER_EDITION}}<a class="btn btn-plain" href="{{EDITION_HREF}}">另一份摘编</a>{{/OTHER_EDITION}}
    <a class="btn btn-plain" href="{{PRINT_HREF}}">
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印版
    </a>
    <a class="btn btn-plain" href="{{PDF_HREF}}">
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#download"/></svg>PDF
    </a>
  </div>
</div>
<div class="stack">
  {{>ERRORS}}
  {{#DRAFT_YES}}<div class="note"><p>草稿，数据截至 {{DRAFTED_AT}}。之后的记录要“重新取数”才会进来，填写的内容会保留。</p></div>{{/DRAFT_YES}}
  {{#CLOSED_YES}}
    <section class="panel">
      <div class="ph"><h2>已封存</h2><span class="r">{{CLOSED_AT}}</span></div>
      <div class="pb">
        <p>数据截至 {{DRAFTED_AT}}。核验码 {{EVENT_CODE}}（日志链第 {{AUDIT_SEQ}} 行）。封存后数据、版面和 PDF 不再改动，以后的事实列为更正。</p>
        {{#OFFICIAL}}<p>文号 {{OFFICIAL_NUMBER}}</p>{{/OFFICIAL}}
        <p class="mut">数据 SHA-256：<span class="mono">{{DIGEST_HEX}}</span></p>
        {{#PRESSED}}<p class="mut">PDF SHA-256：<span class="mono">{{PAPER_DIGEST}}</span></p>{{/PRESSED}}
        {{#WAITING}}<p><span class="st st-blue"><span>正在制版</span></span> PDF 按封存的版面制作，稍后就有。</p>{{/WAITING}}
        {{#FAILED}}<p><span class="st st-red"><span>制版未成</span></span> {{FAILURE_TEXT}}</p>{{/FAILED}}
      </div>
    </section>
  {{/CLOSED_YES}}
  {{#MAY_SIGN}}
    <section class="panel">
      <div class="ph"><h2>签收</h2><span class="r">{{DUE_DAY}} 前</span></div>
      <div class="pb">
        <form method="post">
          <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
          <p>这是本单位的摘编，只有本单位的数据。签收表示已经阅读，签收时间会记录。</p>
          <button class="btn btn-primary" name="action" value="sign">签收</button>
        </form>
      </div>
    </section>
  {{/MAY_SIGN}}
  {{#SIGNED_FOR}}<div class="note"><p>您已签收。</p></div>{{/SIGNED_FOR}}
  {{#HAS_CORRECTIONS}}
    <section class="panel">
      <div class="ph"><h2>更正</h2><span class="r"><a href="{{SHEET_HREF}}">打印更正</a></span></div>
      <ul class="rows">
        {{#CORRECTION}}
          <li>
            <span class="gr">
              <span class="pre">{{CORRECTION_TEXT:pre_escape}}</span><span class="sub">{{ADDER}}　核验码 {{EVENT_CODE}}</span>
            </span>
            <time>{{ADDED_AT}}</time>
          </li>
        {{/CORRECTION}}
      </ul>
    </section>
  {{/HAS_CORRECTIONS}}
  {{#MAY_EDIT}}
    <section class="panel">
      <div class="ph">
        <h2>{{#HAS_SECTIONS}}填写{{/HAS_SECTIONS}}{{#NO_SECTIONS}}取数{{/NO_SECTIONS}}</h2>
        {{#HAS_SECTIONS}}<span class="r">其余部分由记录生成，不能改写</span>{{/HAS_SECTIONS}}
      </div>
      <form method="post">
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <div class="{{#HAS_SECTIONS}}fgrid{{/HAS_SECTIONS}}">{{>FIELD}}</div>
        <div class="pf">
          {{#HAS_SECTIONS}}<button class="btn btn-primary" name="action" value="save">保存</button> {{/HAS_SECTIONS}}
          <button class="btn btn-plain" name="action" value="redraft">重新取数</button>　“重新取数”按现在的记录重新生成，填写的内容一并保存。
        </div>
      </form>
    </section>
  {{/MAY_EDIT}}
  <section class="panel"><div class="pb">{{>DOCUMENT}}</div></section>
  {{#READERS}}
  <details class="fold">
    <summary>送达与签收 <span class="mut">{{READERS_TEXT}}</span></summary>
    {{/READERS}}
    {{>PANEL_MAIN}}
    {{#READERS}}
  </details>
  {{/READERS}}
  {{#MAY_CORRECT}}
    <section class="panel">
      <div class="ph"><h2>登记更正</h2><span class="r">原件不改动，更正附在后面</span></div>
      <form method="post">
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <div class="fgrid">{{>FIELD}}</div>
        <div class="pf"><button class="btn btn-plain" name="action" value="correct">登记更正</button></div>
      </form>
    </section>
  {{/MAY_CORRECT}}
</div>
