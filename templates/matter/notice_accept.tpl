{{%AUTOESCAPE context="HTML"}}
<article class="sheet letter" tabindex="0" aria-label="受理通知书">
  <h1>受理通知书</h1>
  {{>PAPER_NUMBER}}
  <p class="to">{{ADDRESSEE}}：</p>
  <p class="body">你单位于{{SUBMITTED_DATE}}提交的{{PROCEDURE_TITLE}}（{{SUBJECT}}）材料齐全，现予受理。</p>
  <p class="body">受理日期：{{SIGNED_DATE}}。{{#TOTAL}}办理时限：全程 {{TOTAL_TEXT}} 个工作日，自受理次日起算，休息日、补正和方案调整期间不计。{{/TOTAL}}{{#NEXT_STEP}}下一环节（{{NEXT_LABEL}}）的时限：{{LIMIT_LENGTH}}，自受理{{LIMIT_FROM}}起算，至{{LIMIT_END}}止；其间要求补正的，补正期间不计。{{/NEXT_STEP}}</p>
  <p class="body">收到的材料：{{DOCUMENT_NAMES}}。</p>
  <p class="body">办理进度可登录平台，按编号查询。</p>
  <div class="end"><p>{{ISSUER}}<span class="yz">（印章）</span></p><p>{{DATE_TEXT}}</p></div>
  {{>PAPER_FOOT}}
</article>
