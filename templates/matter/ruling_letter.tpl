{{%AUTOESCAPE context="HTML"}}
<article class="sheet letter" tabindex="0" aria-label="云资源配置核定书">
  <h1>云资源配置核定书</h1>
  {{>PAPER_NUMBER}}
  <p class="to">{{ADDRESSEE}}：</p>
  <p class="body">你单位{{PROCEDURE_TITLE}}（{{SUBJECT}}）经评审，核定资源配置额如下：</p>
  <table class="a4 free">
    <caption class="visually-hidden">核定的资源配置额</caption>
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
  <p class="body">{{#GIVEN}}{{GIVEN_TEXT}}。{{/GIVEN}}</p>
  {{#HAS_CONDITIONS}}
    <p class="body">附带条件：</p>
    <ol>{{#CONDITION}}<li>{{CONDITION_TEXT}}（{{OWNER_TEXT}}，{{DUE_DAY}} 前）</li>{{/CONDITION}}</ol>
  {{/HAS_CONDITIONS}}
  <p class="body">{{OPINION_TEXT:pre_escape}}</p>
  <p class="body">核定后由省大数据中心派单配置，你单位签收后部署；部署完成后应及时进行性能测试和安全评估，并提交报告。</p>
  <div class="end"><p>{{ISSUER}}<span class="yz">（印章）</span></p><p>{{DATE_TEXT}}</p></div>
  {{>PAPER_FOOT}}
</article>
