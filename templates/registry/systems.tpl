{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    {{#MAY_START}}
      <a class="btn btn-primary" href="/matters/new">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#file-earmark-plus"/>
        </svg>
        申请云资源
      </a>
    {{/MAY_START}}
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印清单
    </button>
  </div>
</div>
{{>KPIS}}
<section class="panel" aria-label="信息系统列表">
  {{>FILTERS}}
  {{#HAS_ROWS}}
    <table class="tbl cards">
      <caption class="visually-hidden">信息系统台账</caption>
      <thead>
        <tr>
          <th scope="col">信息系统</th>
          <th scope="col">使用单位</th>
          <th scope="col">等保</th>
          <th scope="col">状态</th>
          <th scope="col">云平台</th>
          <th scope="col" class="num">处理器 / 内存</th>
          <th scope="col">到期</th>
        </tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr class="{{#LATE_YES}}late{{/LATE_YES}}">
            <td data-th="信息系统">
              <a class="name" href="/systems/{{ID}}">{{NAME}}</a>
              <span class="sub">备案号 {{FILING_NO}}{{#IMPORTED_YES}}　存量导入{{/IMPORTED_YES}}</span>
            </td>
            <td data-th="使用单位">{{UNIT_NAME}}</td>
            <td data-th="等保">{{LEVEL_LABEL}}</td>
            <td data-th="状态"><span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span></td>
            <td data-th="云平台">{{PLATFORM_NAME}}</td>
            <td data-th="处理器 / 内存" class="num">{{VCPU_N}} 核<br>{{MEMORY_N}} GB</td>
            <td data-th="到期" class="nw">{{EXPIRES_DAY}}</td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  {{/HAS_ROWS}}
  {{>EMPTY}}
  {{>PAGER}}
</section>
