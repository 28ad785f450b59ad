{{%AUTOESCAPE context="HTML"}}
{{#CONTRACT}}
  <div class="pagehead">
    <div>
      <h1>{{TITLE}}<span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span></h1>
      <p>{{NUMBER}}　{{PROVIDER_NAME}}</p>
    </div>
    <div class="acts">
      <a class="btn btn-plain" href="/matters/{{MATTER_ID}}">登记与变更</a>
      <button class="btn btn-plain" type="button" data-print hidden>
        <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印
      </button>
    </div>
  </div>
{{/CONTRACT}}
<div class="stack">
  {{#CONTRACT}}
    <section class="panel">
      <div class="ph"><h2>合同</h2></div>
      <table class="tbl kvt">
        <caption class="visually-hidden">合同要素</caption>
        <tbody>
          <tr><th scope="row">涉及平台</th><td>{{PLATFORM_NAMES}}</td></tr>
          <tr><th scope="row">期限</th><td class="nw">{{STARTS_DAY}} 至 {{ENDS_DAY}}</td></tr>
          <tr><th scope="row">年度金额</th><td>{{AMOUNT_TEXT}} 万元</td></tr>
          <tr><th scope="row">要素版本</th><td>第 {{VERSION_N}} 版</td></tr>
          {{#CLOSED_YES}}<tr><th scope="row">终止</th><td>{{ENDED_DAY}}　{{ENDED_REASON}}</td></tr>{{/CLOSED_YES}}
        </tbody>
      </table>
    </section>
  {{/CONTRACT}}
  {{>PANEL_MAIN}}
</div>
