{{%AUTOESCAPE context="HTML"}}<article class="sheet letter{{#OFFICIAL_FORM}} official{{/OFFICIAL_FORM}}" tabindex="0" aria-label="{{PAPER_TITLE}}"><h1>{{PAPER_TITLE}}</h1>
{{#OFFICIAL}}<p class="no"><span>{{OFFICIAL_NUMBER}}</span></p>{{/OFFICIAL}}
{{>DOCUMENT}}
<div class="end"><p>{{ISSUER}}<span class="yz">（印章）</span></p><p>{{DATE_TEXT}}</p></div>
<p class="foot-n">{{#CLOSED_YES}}封存时间：{{CLOSED_AT}}。核验码：{{EVENT_CODE}}（日志链第 {{AUDIT_SEQ}} 行）。<br>数据摘要（SHA-256）：{{DIGEST_HEX}}。<br>本件封存后不再改动，以后的事实另行更正。{{/CLOSED_YES}}{{#DRAFT_YES}}草稿，没有封存，不作依据。{{/DRAFT_YES}}</p></article>
