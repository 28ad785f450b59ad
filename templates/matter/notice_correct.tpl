{{%AUTOESCAPE context="HTML"}}
<article class="sheet letter" tabindex="0" aria-label="一次告知补正通知书">
  <h1>一次告知补正通知书</h1>
  {{>PAPER_NUMBER}}
  <p class="to">{{ADDRESSEE}}：</p>
  <p class="body">你单位于{{SUBMITTED_DATE}}提交的{{PROCEDURE_TITLE}}（{{SUBJECT}}）需要补正。现将需补正的全部内容一次告知如下：</p>
  <ol>{{#CORRECTION}}<li>{{CORRECTION_TEXT}}</li>{{/CORRECTION}}</ol>
  <p class="body">{{OPINION_TEXT}}</p>
  <p class="body">请自本通知发出次日起 {{LIMIT_LENGTH}}内，不迟于{{LIMIT_END}}，登录平台补正提交。补正期间不计入办理时限。</p>
  <div class="end"><p>{{ISSUER}}<span class="yz">（印章）</span></p><p>{{DATE_TEXT}}</p></div>
  {{>PAPER_FOOT}}
</article>
