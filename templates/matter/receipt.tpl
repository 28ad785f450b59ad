{{%AUTOESCAPE context="HTML"}}<article class="sheet letter" tabindex="0" aria-label="签收单"><h1>签收单</h1>
<p class="no"><span>编号：{{PAPER_NUMBER}}</span><span>办件编号：{{NUMBER}}</span></p>
<p class="to">{{ADDRESSEE}}：</p>
<p class="body">{{SUBJECT}}（备案号 {{FILING_NO}}）的云资源已由{{PLATFORM_NAME}}配置完成，监控已接入。请核对后签收：</p>
<table class="a4"><caption class="visually-hidden">交付清单</caption><thead><tr>{{#HEAD}}<th scope="col">{{HEAD_LABEL}}</th>{{/HEAD}}</tr></thead><tbody>{{#LINE}}<tr>{{#CELL}}<td class="{{CELL_CLASS}}">{{CELL_TEXT}}</td>{{/CELL}}</tr>{{/LINE}}</tbody></table>
<p class="body">{{OPINION_TEXT}}</p>
<table class="a4"><caption class="visually-hidden">签收</caption><colgroup><col class="w1"><col></colgroup><tbody>{{#SEAT}}<tr><th scope="row" class="w1">{{SEAT_LABEL}}</th><td class="op">{{SEAT_TITLE}}<div class="sg"><span class="yz">（印章）</span><span>{{SIGNED_DATE}}</span></div></td></tr>{{/SEAT}}</tbody></table>
<div class="end"><p>{{ISSUER}}<span class="yz">（印章）</span></p><p>{{DATE_TEXT}}</p></div>
<p class="foot-n">依据：{{BASIS_TEXT}}。联系电话：{{SUPPORT_PHONE}}。<br>核验码：{{EVENT_CODE}}（日志链第 {{AUDIT_SEQ}} 行）。本件由四川省省级政务云管理平台生成，内容以平台记录为准。</p></article>
