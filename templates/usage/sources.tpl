{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}　从兼容 Prometheus 的接口按日拉取各机器的使用率。</p></div>
  <div class="acts"></div>
</div>
<section class="panel" aria-label="拉取来源">
  {{#HAS_ROWS}}
    <table class="tbl t cards">
      <caption class="visually-hidden">各平台的拉取来源</caption>
      <thead>
        <tr>
          <th scope="col">平台</th>
          <th scope="col">地址</th>
          <th scope="col">状态</th>
          <th scope="col">已到</th>
          <th scope="col">最近结果</th>
          <th scope="col" class="ops">操作</th>
        </tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr>
            <td data-th="平台">{{PLATFORM_NAME}}</td>
            <td data-th="地址" class="mono">{{BASE_URL}}</td>
            <td data-th="状态"><span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span></td>
            <td data-th="已到" class="nw">{{DONE_DAY}}</td>
            <td data-th="最近结果">
              {{#NOTE}}{{DONE_AT}} {{NOTE}}{{/NOTE}}{{#FAILURE}}<span class="sub">{{FAILED_AT}} {{FAILURE}}</span>{{/FAILURE}}
            </td>
            <td data-th="操作" class="ops">
              {{#MAY_EDIT}}
                <a class="btn btn-plain" href="/usage/sources/{{ID}}">设置<span class="visually-hidden">{{PLATFORM_NAME}}</span></a>
              {{/MAY_EDIT}}
            </td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  {{/HAS_ROWS}}
  {{>EMPTY}}
  {{>PAGER}}
  <div class="pf">每日零时过后一小时拉取前一日；一日的数要么全部收下，要么一条不收；失败后每 15 分钟再试。同一机器同日已有的数以新数为准，已按月报送的月份不覆盖。</div>
</section>
