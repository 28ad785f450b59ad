{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}　各系统、平台的运行操作日志至少保存 {{KEEP_DAYS}} 日</p></div>
  <div class="acts"><a class="btn btn-plain" href="/procedures/log_attestation">填报流程</a></div>
</div>
<div class="stack">
  {{>PANEL_MAIN}}
  <section class="panel">
    <div class="ph"><h2>最近一期填报中不足的</h2></div>
    {{#HAS_ROWS}}
      <table class="tbl t cards">
        <caption class="visually-hidden">日志留存不足的系统和平台</caption>
        <thead>
          <tr>
            <th scope="col">单位</th>
            <th scope="col">系统或平台</th>
            <th scope="col">日志</th>
            <th scope="col">存放处</th>
            <th scope="col">最早可查</th>
            <th scope="col" class="num">还差（日）</th>
            <th scope="col">所属期</th>
          </tr>
        </thead>
        <tbody>
          {{#ROW}}
            <tr class="late">
              <td data-th="单位">{{UNIT_NAME}}</td>
              <td data-th="系统或平台">{{SUBJECT}}</td>
              <td data-th="日志">{{KIND_LABEL}}</td>
              <td data-th="存放处">{{PLACE}}</td>
              <td data-th="最早可查" class="nw">{{EARLIEST_DAY}}</td>
              <td data-th="还差（日）" class="num">{{MISSING_N}}</td>
              <td data-th="所属期">
                {{#OPEN_YES}}<a href="/matters/{{MATTER_ID}}">{{PERIOD}}</a>{{/OPEN_YES}}{{#SHUT_YES}}{{PERIOD}}{{/SHUT_YES}}
              </td>
            </tr>
          {{/ROW}}
        </tbody>
      </table>
    {{/HAS_ROWS}}
    {{>EMPTY}}
    {{>PAGER}}
  </section>
</div>
