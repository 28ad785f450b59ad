{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    <a class="btn btn-plain" href="/plans/export?year={{YEAR:url_query_escape}}">
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#download"/></svg>导出 CSV
    </a>
    <a class="btn btn-plain" href="/plans/print?year={{YEAR:url_query_escape}}">
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印汇总表
    </a>
  </div>
</div>
{{>KPIS}}
<section class="panel"><div class="ph"><h2>{{YEAR}} 年按季度和资源汇总</h2></div>{{>TABLE}}</section>
<section class="panel" aria-label="计划项列表">
  {{>FILTERS}}
  {{#HAS_ROWS}}
    <table class="tbl cards">
      <caption class="visually-hidden">年度上云计划项</caption>
      <thead>
        <tr>
          <th scope="col">系统</th>
          <th scope="col">单位</th>
          <th scope="col">季度</th>
          <th scope="col" class="num">处理器 / 内存</th>
          <th scope="col" class="num">存储</th>
          <th scope="col" class="num">经费（万元）</th>
          <th scope="col">采纳意见</th>
          <th scope="col">申请情况</th>
        </tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr>
            <td data-th="系统">
              {{#MATTER_YES}}<a class="name" href="/matters/{{MATTER_ID}}">{{SYSTEM_NAME}}</a>{{/MATTER_YES}}
              {{#IMPORTED_YES}}<span class="name">{{SYSTEM_NAME}}</span>{{/IMPORTED_YES}}
              <span class="sub">{{KIND_LABEL}}　{{LEVEL_LABEL}}　优先级 {{PRIORITY_N}}{{#IMPORTED_YES}}　存量登记{{/IMPORTED_YES}}</span>
            </td>
            <td data-th="单位">{{UNIT_NAME}}</td>
            <td data-th="季度" class="nw">{{QUARTER_LABEL}}</td>
            <td data-th="处理器 / 内存" class="num">{{VCPU_N}} 核<br>{{MEMORY_N}} GB</td>
            <td data-th="存储" class="num">{{STORAGE_N}} GB</td>
            <td data-th="经费（万元）" class="num">{{FUNDS_TEXT}}</td>
            <td data-th="采纳意见">
              <span class="st st-{{DECISION_TONE}}"><span>{{DECISION_LABEL}}</span></span>
              {{#REASON}}<span class="sub">{{REASON}}</span>{{/REASON}}
            </td>
            <td data-th="申请情况">
              {{#APPLIED_YES}}
                <a href="/matters/{{APPLIED_ID}}">{{APPLIED_NUMBER}}</a><span class="sub">{{APPLIED_LABEL}}</span>
              {{/APPLIED_YES}}
              {{#OPEN_YES}}未申请{{/OPEN_YES}}
            </td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  {{/HAS_ROWS}}
  {{>EMPTY}}
  {{>PAGER}}
</section>
{{#UNPLANNED}}
  <section class="panel">
    <div class="ph"><h2>{{YEAR}} 年计划外申请</h2><span class="mut">{{UNPLANNED_TEXT}}</span></div>
    {{#SOME_UNPLANNED}}
      <table class="tbl cards">
        <caption class="visually-hidden">计划外申请</caption>
        <thead>
          <tr><th scope="col">申请</th><th scope="col">单位</th><th scope="col">计划外原因</th><th scope="col" class="num">处理器 / 内存</th></tr>
        </thead>
        <tbody>
          {{#LINE}}
            <tr>
              <td data-th="申请"><a class="name" href="/matters/{{MATTER_ID}}">{{SUBJECT}}</a><span class="sub">{{NUMBER}}</span></td>
              <td data-th="单位">{{UNIT_NAME}}</td>
              <td data-th="计划外原因">{{NOTE}}</td>
              <td data-th="处理器 / 内存" class="num">{{VCPU_N}} 核<br>{{MEMORY_N}} GB</td>
            </tr>
          {{/LINE}}
        </tbody>
      </table>
    {{/SOME_UNPLANNED}}
    {{#NO_UNPLANNED}}<div class="pb mut">本年度没有计划外申请。</div>{{/NO_UNPLANNED}}
  </section>
{{/UNPLANNED}}
