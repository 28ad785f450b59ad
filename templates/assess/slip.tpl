{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{PROVIDER_NAME}}　{{ARTICLE_NOTE}}</p></div>
  <div class="acts"><a class="btn btn-plain" href="/assess/{{YEAR}}/{{PROVIDER_CODE}}/print">打印件</a></div>
</div>
<div class="stack">
  {{>CLOSED}}
  {{>OFFICIAL}}
  <section class="panel">
    <div class="ph"><h2>结算</h2></div>
    <table class="tbl kvt">
      <caption class="visually-hidden">年度结算</caption>
      <tbody>
        <tr><th scope="row">服务商</th><td>{{PROVIDER_NAME}}</td></tr>
        <tr><th scope="row">各季度得分</th><td>第一季度 {{Q1_TEXT}}，第二季度 {{Q2_TEXT}}，第三季度 {{Q3_TEXT}}，第四季度 {{Q4_TEXT}}</td></tr>
        <tr><th scope="row">年度得分</th><td>{{MEAN_WORDS}}</td></tr>
        <tr><th scope="row">年度等次</th><td>{{GRADE_LABEL}}</td></tr>
        <tr><th scope="row">合同年度金额</th><td>{{AMOUNT_TEXT}} 元</td></tr>
        {{#SETTLED}}<tr><th scope="row">按系数结算</th><td>{{BY_COEFFICIENT_TEXT}} 元</td></tr>{{/SETTLED}}
        <tr><th scope="row">违约扣减</th><td>{{DEDUCTED_TEXT}} 元</td></tr>
        {{#SETTLED}}<tr><th scope="row">应付金额</th><td>{{DUE_TEXT}}</td></tr>{{/SETTLED}}
        {{#UNSETTLED}}<tr><th scope="row">应付金额</th><td>{{WHY_NOT}}</td></tr>{{/UNSETTLED}}
      </tbody>
    </table>
  </section>
  {{#HAS_CONTRACTS}}
    <section class="panel">
      <div class="ph"><h2>按合同计算</h2></div>
      <table class="tbl cards">
        <caption class="visually-hidden">按合同计算</caption>
        <thead>
          <tr>
            <th scope="col">合同编号</th>
            <th scope="col">合同</th>
            <th scope="col" class="num">年度金额（元）</th>
            <th scope="col">结算系数</th>
            <th scope="col" class="num">按系数结算（元）</th>
          </tr>
        </thead>
        <tbody>
          {{#CONTRACT}}
            <tr>
              <td data-th="合同编号">{{CONTRACT_NUMBER}}</td>
              <td data-th="合同">{{CONTRACT_NAME}}</td>
              <td class="num" data-th="年度金额">{{CONTRACT_AMOUNT}}</td>
              <td data-th="结算系数">{{CONTRACT_COEFFICIENT}}</td>
              <td class="num" data-th="按系数结算">{{CONTRACT_RESULT}}</td>
            </tr>
          {{/CONTRACT}}
        </tbody>
      </table>
    </section>
  {{/HAS_CONTRACTS}}
  {{#HAS_DEDUCTIONS}}
    <section class="panel">
      <div class="ph"><h2>违约扣减明细</h2></div>
      <table class="tbl cards">
        <caption class="visually-hidden">违约扣减明细</caption>
        <thead>
          <tr><th scope="col">处理决定</th><th scope="col">日期</th><th scope="col">合同条款</th><th scope="col" class="num">金额（元）</th></tr>
        </thead>
        <tbody>
          {{#DEDUCTION}}
            <tr>
              <td data-th="处理决定">{{DEDUCTION_NUMBER}}</td>
              <td data-th="日期" class="nw">{{DEDUCTION_DAY}}</td>
              <td data-th="合同条款">{{DEDUCTION_CLAUSE}}</td>
              <td class="num" data-th="金额">{{DEDUCTION_AMOUNT}}</td>
            </tr>
          {{/DEDUCTION}}
        </tbody>
      </table>
    </section>
  {{/HAS_DEDUCTIONS}}
</div>
