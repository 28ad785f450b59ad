{{%AUTOESCAPE context="HTML"}}
<article class="sheet letter {{PAPER_FORM}}" tabindex="0" aria-label="{{PAPER_TITLE}}">
  {{#MARK}}<p class="red-head">{{ISSUER}}文件</p>{{>PAPER_NUMBER}}{{/MARK}}
  <h1>{{PAPER_TITLE}}</h1>
  {{#LETTER}}{{>PAPER_NUMBER}}{{/LETTER}}
  <p class="to">{{ADDRESSEE}}：</p>
  {{#PARAGRAPH}}<p class="body">{{PARAGRAPH_TEXT:pre_escape}}</p>{{/PARAGRAPH}}
  {{#HAS_PAIRS}}
    <table class="a4">
      <caption class="visually-hidden">{{PAPER_TITLE}}</caption>
      <tbody>
        {{#PAIR}}<tr><th scope="row" class="lab">{{PAIR_LABEL}}</th><td class="pre">{{PAIR_VALUE:pre_escape}}</td></tr>{{/PAIR}}
      </tbody>
    </table>
  {{/HAS_PAIRS}}
  {{#LIST}}
    <table class="a4">
      <caption>{{LIST_LABEL}}</caption>
      <thead><tr>{{#HEAD}}<th scope="col">{{HEAD_LABEL}}</th>{{/HEAD}}</tr></thead>
      <tbody>{{#LINE}}<tr>{{#CELL}}<td class="{{CELL_CLASS}}">{{CELL_TEXT}}</td>{{/CELL}}</tr>{{/LINE}}</tbody>
    </table>
  {{/LIST}}
  {{#OPINION_YES}}<p class="body">{{OPINION_TEXT:pre_escape}}</p>{{/OPINION_YES}}
  {{#HAS_SIGNERS}}
    <table class="a4">
      <caption class="visually-hidden">签署</caption>
      <thead><tr><th scope="col">签署岗位</th><th scope="col" class="hand">签字或盖章</th><th scope="col">日期</th></tr></thead>
      <tbody>{{#SIGNER}}<tr><td>{{SIGNER_TITLE}}</td><td class="hand"></td><td class="nw">{{SIGNED_DATE}}</td></tr>{{/SIGNER}}</tbody>
    </table>
  {{/HAS_SIGNERS}}
  {{#ONE_ISSUER}}<div class="end"><p>{{ISSUER}}<span class="yz">（印章）</span></p><p>{{DATE_TEXT}}</p></div>{{/ONE_ISSUER}}
  {{#COPIES}}<p class="copy">抄送：{{COPIES_TEXT}}。</p>{{/COPIES}}
  {{#IMPRINT}}<p class="imprint"><span>{{ISSUER}}</span><span>{{DATE_TEXT}}印发</span></p>{{/IMPRINT}}
  {{>PAPER_FOOT}}
</article>
