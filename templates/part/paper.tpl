{{%AUTOESCAPE context="HTML"}}
<article class="sheet letter{{#OFFICIAL_FORM}} official{{/OFFICIAL_FORM}}" tabindex="0" aria-label="{{PAPER_TITLE}}">
  {{#MARK}}<p class="red-head">{{ISSUER}}文件</p>{{>PAPER_NUMBER}}{{/MARK}}
  <h1>{{PAPER_TITLE}}</h1>
  {{#LETTER}}{{>PAPER_NUMBER}}{{/LETTER}}
  {{#TO}}<p class="to">{{ADDRESSEE}}：</p>{{/TO}}
  {{>DOCUMENT}}
  {{#ATTACH}}<p class="attach">附件：{{#ATTACHED}}{{#FURTHER}}<br>{{/FURTHER}}{{ATTACHED_TEXT}}{{/ATTACHED}}</p>{{/ATTACH}}
  <div class="end"><p>{{ISSUER}}<span class="yz">（印章）</span></p><p>{{DATE_TEXT}}</p></div>
  <p class="foot-n">
    {{#BASIS}}依据：{{BASIS_TEXT}}。{{/BASIS}}{{#AS_OF}}数据截至 {{AS_OF_TEXT}}。{{/AS_OF}}
    {{#CLOSED_YES}}
      封存时间：{{CLOSED_AT}}。核验码：{{EVENT_CODE}}（日志链第 {{AUDIT_SEQ}} 行）。<br>数据摘要（SHA-256）：{{DIGEST_HEX}}。<br>本件封存后不再改动，以后的事实另行更正。
    {{/CLOSED_YES}}
    {{#DRAFT_YES}}草稿，没有封存，不作依据。{{/DRAFT_YES}}
  </p>
  {{>ANNEXES}}
  {{#COPIES}}<p class="copy">抄送：{{COPIES_TEXT}}。</p>{{/COPIES}}
  {{#IMPRINT}}<p class="imprint"><span>{{ISSUER}}</span><span>{{DATE_TEXT}}印发</span></p>{{/IMPRINT}}
</article>
