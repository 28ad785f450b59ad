{{%AUTOESCAPE context="HTML"}}
<section class="sheet" tabindex="0" aria-label="审批表">
  <h1>{{PAPER_TITLE}}</h1>
  <p class="no"><span>编号：{{NUMBER}}</span><span>事项：{{PROCEDURE_TITLE}}</span><span>{{DATE_LABEL}}：{{DATE_TEXT}}</span></p>
  <table class="a4">
    <caption class="visually-hidden">基本情况</caption>
    <colgroup><col class="w1"><col class="w2"><col class="w1"><col class="w2"></colgroup>
    <tbody>
      {{#PAIR_LINE}}
        <tr>
          <th scope="row">{{LEFT_LABEL}}</th>
          <td>{{LEFT_VALUE}}</td>
          <th scope="row">{{RIGHT_LABEL}}</th>
          <td>{{RIGHT_VALUE}}</td>
        </tr>
      {{/PAIR_LINE}}
      {{#WIDE_LINE}}
        <tr><th scope="row">{{LEFT_LABEL}}</th><td colspan="3" class="pre">{{LEFT_VALUE:pre_escape}}</td></tr>
      {{/WIDE_LINE}}
    </tbody>
  </table>
  {{#HAS_RULING}}
    <table class="a4 list">
      <caption class="visually-hidden">云资源申请与核定</caption>
      <thead>
        <tr>
          <th scope="col">用途</th>
          <th scope="col">云平台</th>
          <th scope="col">资源</th>
          <th scope="col">申请</th>
          <th scope="col">核定</th>
          <th scope="col">不同的理由</th>
        </tr>
      </thead>
      <tbody>
        {{#RULING_ROW}}
          <tr>
            <td>{{PURPOSE}}</td>
            <td>{{PLATFORM_NAME}}</td>
            <td>{{CLASS_LABEL}}（{{CLASS_UNIT}}）</td>
            <td class="num">{{REQUESTED_N}}</td>
            <td class="num">{{GRANTED_N}}</td>
            <td>{{REASON}}</td>
          </tr>
        {{/RULING_ROW}}
      </tbody>
    </table>
  {{/HAS_RULING}}
  {{#LIST}}
    <table class="a4 list">
      <caption>{{LIST_LABEL}}</caption>
      <thead><tr>{{#HEAD}}<th scope="col">{{HEAD_LABEL}}</th>{{/HEAD}}</tr></thead>
      <tbody>{{#LINE}}<tr>{{#CELL}}<td class="{{CELL_CLASS}}">{{CELL_TEXT}}</td>{{/CELL}}</tr>{{/LINE}}</tbody>
    </table>
  {{/LIST}}
  <table class="a4">
    <caption class="visually-hidden">附件与各环节意见</caption>
    <colgroup><col class="w1"><col span="3"></colgroup>
    <tbody>
      <tr><th scope="row">附件</th><td colspan="3">{{DOCUMENT_NAMES}}</td></tr>
      {{#OPINION_LINE}}
        <tr>
          <th scope="row">{{OPINION_LABEL}}</th>
          <td class="op" colspan="3">
            <span class="pre">{{OPINION_TEXT:pre_escape}}</span>{{#KEPT_YES}} （意见只给写意见的单位、发起单位、省大数据中心和统一安全运维机构看）{{/KEPT_YES}}{{#STALE}} <b>（{{STALE_WORD}}）</b>{{/STALE}}
            <div class="sg">
              <span>{{SIGNER_TITLE}}</span>{{#SEALED_YES}}<span class="yz">（印章）</span>{{/SEALED_YES}}<span>{{SIGNED_DATE}}</span>
            </div>
          </td>
        </tr>
      {{/OPINION_LINE}}
    </tbody>
  </table>
  {{#DECIDED}}
    {{#DECIDED_TABLE}}
      <table class="a4 list">
        <caption class="visually-hidden">{{STALE_WORD}}</caption>
        <thead>
          <tr><th scope="colgroup" colspan="3">{{STALE_WORD}}：{{DECIDED_TEXT}}</th></tr>
          <tr><th scope="col">项目</th><th scope="col">办理时</th><th scope="col">现在</th></tr>
        </thead>
        <tbody>
          {{#CHANGE}}<tr><td class="w1">{{CHANGE_LABEL}}{{#MATERIAL_YES}}<br><b>重要内容</b>{{/MATERIAL_YES}}</td><td>{{CHANGE_BEFORE}}</td><td>{{CHANGE_AFTER}}</td></tr>{{/CHANGE}}
        </tbody>
      </table>
    {{/DECIDED_TABLE}}
  {{/DECIDED}}
  {{>PANEL_MAIN}}
  <p class="no"><span>依据：{{BASIS_TEXT}}</span><span>核验码：{{EVENT_CODE}}（日志链第 {{AUDIT_SEQ}} 行）</span></p>
</section>
