{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}　定期扫描按本清单进行</p></div>
  <div class="acts">
    {{#MAY_IMPORT}}
      <a class="btn btn-plain" href="/assets/import">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#file-earmark-arrow-up"/>
        </svg>
        导入资产清单
      </a>
    {{/MAY_IMPORT}}
  </div>
</div>
<div class="stack">
  {{#UNLISTED}}
    <div class="note n-amber">
      <svg class="bi" aria-hidden="true" focusable="false">
        <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-triangle"/>
      </svg>
      <div><b>有 {{UNLISTED_N}} 个在用系统没有登记任何地址。</b>扫描时会漏掉。</div>
    </div>
  {{/UNLISTED}}
  <section class="panel" aria-label="资产清单">
    {{>FILTERS}}
    {{#HAS_ROWS}}
      <table class="tbl cards">
        <caption class="visually-hidden">资产清单</caption>
        <thead>
          <tr>
            <th scope="col">信息系统</th>
            <th scope="col">平台</th>
            <th scope="col">名称</th>
            <th scope="col">地址</th>
            <th scope="col">端口</th>
            <th scope="col">域名</th>
            <th scope="col">互联网侧</th>
            <th scope="col">状态</th>
            <th scope="col">登记</th>
          </tr>
        </thead>
        <tbody>
          {{#ROW}}
            <tr>
              <td data-th="信息系统">
                <a class="name" href="/systems/{{SYSTEM_ID}}">{{SYSTEM_NAME}}</a><span class="sub">{{FILING_NO}}　{{UNIT_NAME}}</span>
              </td>
              <td data-th="平台">{{PLATFORM_NAME}}</td>
              <td data-th="名称">{{NAME}}</td>
              <td data-th="地址" class="nw">{{ADDRESS}}</td>
              <td data-th="端口">{{PORTS}}</td>
              <td data-th="域名">{{DOMAIN}}</td>
              <td data-th="互联网侧">{{INTERNET_TEXT}}</td>
              <td data-th="状态"><span class="{{#RETIRED_YES}}tag t-grey{{/RETIRED_YES}}">{{USE_TEXT}}</span></td>
              <td data-th="登记">{{REGISTERED_BY}}<span class="sub nw">{{REGISTERED_AT}}</span></td>
            </tr>
          {{/ROW}}
        </tbody>
      </table>
    {{/HAS_ROWS}}
    {{>EMPTY}}
    {{>PAGER}}
  </section>
</div>
