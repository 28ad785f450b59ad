{{%AUTOESCAPE context="HTML"}}
<article class="sheet letter" tabindex="0" aria-label="{{PAPER_TITLE}}">
  <h1>{{PAPER_TITLE}}</h1>
  {{>PAPER_NUMBER}}
  <p class="to">{{ADDRESSEE}}：</p>
  <p class="body">{{REQUEST_TEXT}}</p>
  <table class="a4">
    <caption class="visually-hidden">申请内容</caption>
    <colgroup><col class="w1"><col></colgroup>
    <tbody>
      {{#PAIR}}<tr><th scope="row" class="w1">{{PAIR_LABEL}}</th><td class="pre">{{PAIR_VALUE:pre_escape}}</td></tr>{{/PAIR}}
    </tbody>
  </table>
  {{#LIST}}
    <table class="a4 list">
      <caption class="visually-hidden">{{LIST_LABEL}}</caption>
      <thead><tr>{{#HEAD}}<th scope="col">{{HEAD_LABEL}}</th>{{/HEAD}}</tr></thead>
      <tbody>{{#LINE}}<tr>{{#CELL}}<td class="{{CELL_CLASS}}">{{CELL_TEXT}}</td>{{/CELL}}</tr>{{/LINE}}</tbody>
    </table>
  {{/LIST}}
  <p class="body">{{PLEDGE_TEXT}}</p>
  <p class="body">请予办理。</p>
  <div class="end"><p>{{ISSUER}}<span class="yz">（印章）</span></p><p>{{DATE_TEXT}}</p></div>
  {{>PAPER_FOOT}}
</article>
