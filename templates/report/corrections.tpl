{{%AUTOESCAPE context="HTML"}}
<article class="sheet letter" tabindex="0" aria-label="{{PAPER_TITLE}}">
  <h1>{{PAPER_TITLE}}</h1>
  {{#CORRECTION}}<p class="body">{{CORRECTION_TEXT}}</p>{{/CORRECTION}}
  <div class="end"><p>{{ISSUER}}<span class="yz">（印章）</span></p><p>{{DATE_TEXT}}</p></div>
  <p class="foot-n">所更正的报告核验码：{{EVENT_CODE}}（日志链第 {{AUDIT_SEQ}} 行）。原件不改动，本更正附后。</p>
</article>
