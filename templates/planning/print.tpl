{{%AUTOESCAPE context="HTML"}}
<article class="sheet" tabindex="0" aria-label="年度上云计划汇总表">
  <h1>{{YEAR}} 年省级政务云年度上云计划汇总表</h1>
  <p class="no"><span>依据：《四川省省级政务云管理暂行办法》第六条</span><span>{{DATE_TEXT}}</span></p>
  <table class="a4 list">
    <caption class="visually-hidden">按季度和资源汇总</caption>
    <thead>
      <tr>
        <th scope="col">季度</th>
        <th scope="col">计划项</th>
        <th scope="col">处理器（核）<br>计划 / 采纳 / 申请</th>
        <th scope="col">内存（GB）<br>计划 / 采纳 / 申请</th>
        <th scope="col">存储（GB）<br>计划 / 采纳 / 申请</th>
        <th scope="col">带宽（Mbps）</th>
        <th scope="col">经费（万元）</th>
      </tr>
    </thead>
    <tbody>
      {{#TOTAL}}
        <tr>
          <th scope="row">{{TOTAL_LABEL}}</th>
          <td class="num">{{ITEMS_N}}</td>
          <td class="num">{{VCPU_TEXT}}</td>
          <td class="num">{{MEMORY_TEXT}}</td>
          <td class="num">{{STORAGE_TEXT}}</td>
          <td class="num">{{BANDWIDTH_N}}</td>
          <td class="num">{{TOTAL_FUNDS}}</td>
        </tr>
      {{/TOTAL}}
    </tbody>
  </table>
  <p class="no"><span>计划项</span></p>
  <table class="a4 list">
    <caption class="visually-hidden">计划项</caption>
    <thead>
      <tr>
        <th scope="col">单位</th>
        <th scope="col">系统</th>
        <th scope="col">类型</th>
        <th scope="col">季度</th>
        <th scope="col">处理器（核）</th>
        <th scope="col">内存（GB）</th>
        <th scope="col">存储（GB）</th>
        <th scope="col">经费（万元）</th>
        <th scope="col">采纳意见</th>
      </tr>
    </thead>
    <tbody>
      {{#ROW}}
        <tr>
          <td>{{UNIT_NAME}}</td>
          <td>{{SYSTEM_NAME}}</td>
          <td>{{KIND_LABEL}}</td>
          <td>{{QUARTER_LABEL}}</td>
          <td class="num">{{VCPU_N}}</td>
          <td class="num">{{MEMORY_N}}</td>
          <td class="num">{{STORAGE_N}}</td>
          <td class="num">{{FUNDS_TEXT}}</td>
          <td>{{DECISION_LABEL}}{{#REASON}}：{{REASON}}{{/REASON}}</td>
        </tr>
      {{/ROW}}
    </tbody>
  </table>
  <p class="foot-n">本表由四川省省级政务云管理平台生成，内容以平台记录为准。</p>
</article>
