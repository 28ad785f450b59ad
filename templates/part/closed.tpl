{{%AUTOESCAPE context="HTML"}}
<div class="note">
  <p>
    已封存于 {{CLOSED_AT}}，版面和 PDF 不再改动。核验码 {{EVENT_CODE}}（日志链第 {{AUDIT_SEQ}} 行）。数据 SHA-256：<span class="mono">{{DIGEST_HEX}}</span>
  </p>
</div>
