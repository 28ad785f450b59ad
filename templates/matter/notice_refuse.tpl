{{%AUTOESCAPE context="HTML"}}
<article class="sheet letter" tabindex="0" aria-label="不予受理通知书">
  <h1>不予受理通知书</h1>
  {{>PAPER_NUMBER}}
  <p class="to">{{ADDRESSEE}}：</p>
  <p class="body">你单位于{{SUBMITTED_DATE}}提交的{{PROCEDURE_TITLE}}（{{SUBJECT}}），经核对，不予受理。理由如下：</p>
  <p class="body">{{OPINION_TEXT:pre_escape}}</p>
  <p class="body">上述情形消除后，可以重新申请。</p>
  <div class="end"><p>{{ISSUER}}<span class="yz">（印章）</span></p><p>{{DATE_TEXT}}</p></div>
  {{>PAPER_FOOT}}
</article>
