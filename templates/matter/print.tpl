{{%AUTOESCAPE context="HTML"}}<section class="sheet" tabindex="0" aria-label="审批表"><h1>{{PAPER_TITLE}}</h1>
<p class="no"><span>编号：{{NUMBER}}</span><span>事项：{{PROCEDURE_TITLE}}</span><span>{{DATE_LABEL}}：{{DATE_TEXT}}</span></p>
<table class="a4"><caption class="visually-hidden">基本情况</caption><colgroup><col class="w1"><col class="w2"><col class="w1"><col class="w2"></colgroup><tbody>
{{#PAIR_LINE}}<tr><th scope="row">{{LEFT_LABEL}}</th><td>{{LEFT_VALUE}}</td><th scope="row">{{RIGHT_LABEL}}</th><td>{{RIGHT_VALUE}}</td></tr>
{{/PAIR_LINE}}{{#WIDE_LINE}}<tr><th scope="row">{{LEFT_LABEL}}</th><td colspan="3" class="pre">{{LEFT_VALUE:pre_escape}}</td></tr>
{{/WIDE_LINE}}</tbody></table>
{{#HAS_RULING}}<table class="a4"><caption class="visually-hidden">云资源申请与核定</caption><colgroup><col class="w3"><col span="6"></colgroup><thead><tr><th rowspan="2" scope="col">云主机用途</th><th colspan="3" scope="colgroup">申请</th><th colspan="3" scope="colgroup">核定</th></tr><tr><th scope="col">台数</th><th scope="col">核/GB 每台</th><th scope="col">合计</th><th scope="col">台数</th><th scope="col">核/GB 每台</th><th scope="col">合计</th></tr></thead><tbody>
{{#RULING_ROW}}<tr><td>{{PURPOSE}}</td><td class="num">{{ASKED_COUNT}}</td><td class="num">{{ASKED_EACH}}</td><td class="num">{{ASKED_TOTAL}}</td><td class="num">{{GRANTED_COUNT}}</td><td class="num">{{GRANTED_EACH}}</td><td class="num">{{GRANTED_TOTAL}}</td></tr>
{{/RULING_ROW}}{{#RULING_TOTAL}}<tr><th scope="row">合计</th><td class="num">{{ASKED_COUNT}}</td><td></td><td class="num">{{ASKED_TOTAL}}</td><td class="num">{{GRANTED_COUNT}}</td><td></td><td class="num">{{GRANTED_TOTAL}}</td></tr>{{/RULING_TOTAL}}</tbody></table>{{/HAS_RULING}}
{{#LIST}}<table class="a4"><caption class="visually-hidden">{{LIST_LABEL}}</caption><thead><tr>{{#HEAD}}<th scope="col">{{HEAD_LABEL}}</th>{{/HEAD}}</tr></thead><tbody>{{#LINE}}<tr>{{#CELL}}<td class="{{CELL_CLASS}}">{{CELL_TEXT}}</td>{{/CELL}}</tr>{{/LINE}}</tbody></table>{{/LIST}}
<table class="a4"><caption class="visually-hidden">附件与各环节意见</caption><colgroup><col class="w1"><col span="3"></colgroup><tbody>
<tr><th scope="row">附件</th><td colspan="3">{{DOCUMENT_NAMES}}</td></tr>
{{#OPINION_LINE}}<tr><th scope="row">{{OPINION_LABEL}}</th><td class="op" colspan="3"><span class="pre">{{OPINION_TEXT:pre_escape}}</span><div class="sg"><span>{{SIGNER_TITLE}}</span><span class="yz">（印章）</span><span>{{SIGNED_DATE}}</span></div></td></tr>
{{/OPINION_LINE}}</tbody></table>
<p class="no"><span>依据：{{BASIS_TEXT}}</span><span>核验码：{{EVENT_CODE}}（日志链第 {{AUDIT_SEQ}} 行）</span></p></section>
