{{%AUTOESCAPE context="HTML"}}
<p class="foot-n">
  依据：{{BASIS_TEXT}}。联系电话：{{SUPPORT_PHONE}}。<br>核验码：{{EVENT_CODE}}（日志链第 {{AUDIT_SEQ}} 行）。本件由省级政务云管理平台生成，内容以平台记录为准。
</p>
