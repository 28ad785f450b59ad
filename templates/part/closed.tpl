{{%AUTOESCAPE context="HTML"}}
<div class="note">
  <div>
    <p>
      已封存于 {{CLOSED_AT}}，版面和 PDF 不再改动。核验码 {{EVENT_CODE}}（日志链第 {{AUDIT_SEQ}} 行）。数据 SHA-256：<span class="mono">{{DIGEST_HEX}}</span>
    </p>
    {{#CORRECTION}}
      <p>更正（{{ADDED_AT}}，{{ADDER}}，核验码 {{CORRECTION_CODE}}）：<span class="pre">{{CORRECTION_TEXT:pre_escape}}</span></p>
    {{/CORRECTION}}
    {{#MAY_CORRECT}}<p><a href="/closings/{{CLOSING_ID}}">登记更正</a></p>{{/MAY_CORRECT}}
  </div>
</div>
