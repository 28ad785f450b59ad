{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    {{#MAY_START}}
      <a class="btn btn-primary" href="/matters/new?procedure=contract">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#file-earmark-plus"/>
        </svg>
        登记合同
      </a>
    {{/MAY_START}}
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印清单
    </button>
  </div>
</div>
<section class="panel" aria-label="服务合同列表">
  {{>FILTERS}}
  {{#HAS_ROWS}}
    <table class="tbl cards">
      <caption class="visually-hidden">服务合同</caption>
      <thead>
        <tr>
          <th scope="col">合同</th>
          <th scope="col">服务商</th>
          <th scope="col">涉及平台</th>
          <th scope="col">期限</th>
          <th scope="col" class="num">年度金额（万元）</th>
          <th scope="col">状态</th>
        </tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr>
            <td data-th="合同"><a class="name" href="/contracts/{{ID}}">{{NAME}}</a><span class="sub">{{NUMBER}}</span></td>
            <td data-th="服务商">{{PROVIDER_NAME}}</td>
            <td data-th="涉及平台">{{PLATFORM_NAMES}}</td>
            <td data-th="期限" class="nw">{{STARTS_DAY}}<br>至 {{ENDS_DAY}}</td>
            <td data-th="年度金额（万元）" class="num">{{AMOUNT_TEXT}}</td>
            <td data-th="状态"><span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span></td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  {{/HAS_ROWS}}
  {{>EMPTY}}
  {{>PAGER}}
</section>
