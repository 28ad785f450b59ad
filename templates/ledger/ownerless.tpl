{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印
    </button>
  </div>
</div>
<section class="panel" aria-label="无责任人清单">
  {{>FILTERS}}
  {{#HAS_ROWS}}
    <table class="tbl cards">
      <caption class="visually-hidden">无责任人清单</caption>
      <thead>
        <tr>
          <th scope="col">信息系统</th>
          <th scope="col">使用单位</th>
          <th scope="col">状态</th>
          <th scope="col">缺少</th>
          <th scope="col">云平台</th>
          <th scope="col" class="num">处理器 / 内存</th>
          <th scope="col">最近确认</th>
          <th scope="col">办理</th>
        </tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr>
            <td data-th="信息系统"><a class="name" href="/systems/{{SYSTEM_ID}}">{{NAME}}</a></td>
            <td data-th="使用单位">{{UNIT_NAME}}</td>
            <td data-th="状态"><span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span></td>
            <td data-th="缺少"><span class="bad">{{OWNER_TEXT}}</span></td>
            <td data-th="云平台">{{PLATFORM_NAME}}</td>
            <td data-th="处理器 / 内存" class="num">{{VCPU_N}} 核<br>{{MEMORY_N}} GB</td>
            <td data-th="最近确认" class="nw">{{CHECKED_AT}}</td>
            <td data-th="办理">
              {{#MAY_CLEAR}}
                <a href="/matters/new?procedure=exit&amp;system={{SYSTEM_ID:url_query_escape}}">发起僵尸系统清理</a>
              {{/MAY_CLEAR}}
            </td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  {{/HAS_ROWS}}
  {{>EMPTY}}
  {{>PAGER}}
</section>
