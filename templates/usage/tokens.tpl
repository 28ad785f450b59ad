{{%AUTOESCAPE context="HTML"}}
<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}　程序凭令牌推送使用率，不用登录。</p></div><div class="acts"></div></div>
<div class="stack">
  {{>ERRORS}}
  {{#MADE}}
    <div class="note n-green" role="status">
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#key"/></svg>
      <div><b>令牌只显示这一次，离开本页就看不到了。</b>请存入推送程序的配置，不要写进脚本或邮件。<p class="mono" id="token">{{TOKEN_TEXT}}</p></div>
    </div>
  {{/MADE}}
  {{#MAY_MAKE}}
    <section class="panel">
      <div class="ph"><h2>生成令牌</h2><span class="r">只能推送使用率，写入操作日志</span></div>
      <form method="post" action="/usage/tokens" novalidate>
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <div class="fgrid">{{>FIELD}}</div>
        <div class="pf"><button class="btn btn-primary" name="action" value="make">生成令牌</button></div>
      </form>
    </section>
  {{/MAY_MAKE}}
  <section class="panel" aria-label="接口令牌">
    {{#HAS_ROWS}}
      <table class="tbl t cards">
        <caption class="visually-hidden">接口令牌，新的在前</caption>
        <thead>
          <tr>
            <th scope="col">用途</th>
            <th scope="col">单位</th>
            <th scope="col">生成</th>
            <th scope="col">有效至</th>
            <th scope="col">最近使用</th>
            <th scope="col">状态</th>
            <th scope="col" class="ops">操作</th>
          </tr>
        </thead>
        <tbody>
          {{#ROW}}
            <tr>
              <td data-th="用途">{{LABEL}}</td>
              <td data-th="单位">{{ORGANISATION_NAME}}</td>
              <td data-th="生成" class="nw">{{CREATED_AT}}<span class="sub">{{MAKER_TITLE}}</span></td>
              <td data-th="有效至" class="nw">{{EXPIRES_AT}}</td>
              <td data-th="最近使用" class="nw">{{USED_AT}}</td>
              <td data-th="状态"><span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span></td>
              <td data-th="操作" class="ops">
                {{#MAY_REVOKE}}
                  <form method="post" action="/usage/tokens/{{ID}}/revoke">
                    <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
                    <button class="btn btn-plain" name="action" value="revoke">
                      撤销<span class="visually-hidden">{{LABEL}}</span>
                    </button>
                  </form>
                {{/MAY_REVOKE}}
              </td>
            </tr>
          {{/ROW}}
        </tbody>
      </table>
    {{/HAS_ROWS}}
    {{>EMPTY}}
    {{>PAGER}}
  </section>
  <section class="panel">
    <div class="ph"><h2>怎样推送</h2></div>
    <div class="pb">
      <p>
        向 <span class="mono">/api/v1/usage</span> 送 JSON 数组，每项一机一月或一机一日，一次最多 10,000 项、8 MiB；month 与 day 只填一个，比例填 0 至 100、最多两位小数，P95 不大于峰值、均值不大于 P95 的九成加峰值的一成（另许一个百分点的舍入），流量和带宽的单位为 Mbps，system 可以不填，其余都要。整批要么全部保存，要么全部不保存；重复推送不会重复计入。
      </p>
      <pre class="mono">curl -H 'Authorization: Bearer zwy_…' -H 'Content-Type: application/json' --data @rows.json 本站地址/api/v1/usage&#10;
&#10;
[{"day":"2026-10-31","platform":"jinjiang-1","machine":"vm-001","system":"水雨情监测平台","vcpu":8,"mem_gb":32,&#10;
&#32;&#32;"cpu_avg":18.25,"cpu_p95":40,"cpu_max":75.5,"mem_avg":30,"mem_p95":50,"mem_max":60,"disk_pct":45,&#10;
&#32;&#32;"net_in":1.5,"net_out":0.8,"bw_p95":6,"days_on":1,"coverage":99.1}]</pre>
      <p>
        200：accepted 收下几项、replaced 其中改动了几项、unchanged 与已有相同几项；422：errors 按 index（从 0 数起）列出错误，没有保存；401 令牌无效；413 超过上限；415 不是 application/json；429 过于频繁。
      </p>
    </div>
  </section>
</div>
