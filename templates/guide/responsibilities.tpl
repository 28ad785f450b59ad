{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}　按办法原文归纳，不增加原文没有的义务；原文缺第十一条</p></div>
  <div class="acts">
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印
    </button>
  </div>
</div>
<div class="stack">
  {{>PANEL_MAIN}}
  <section class="panel">
    <div class="ph"><h2>信息系统由谁负责</h2><span class="r">缺责任岗位或电话的标红</span></div>
    {{#HAS_ROWS}}
      <table class="tbl t cards">
        <caption class="visually-hidden">信息系统由谁负责</caption>
        <thead>
          <tr>
            <th scope="col">信息系统</th>
            <th scope="col">使用单位（第六、八、二十六条）</th>
            <th scope="col">责任岗位</th>
            <th scope="col">电话</th>
            <th scope="col">安全责任岗位</th>
            <th scope="col">电话</th>
            <th scope="col">所在平台和值守电话</th>
          </tr>
        </thead>
        <tbody>
          {{#ROW}}
            <tr class="{{#GAP_YES}}late{{/GAP_YES}}">
              <td data-th="信息系统"><a class="name" href="/systems/{{ID}}">{{NAME}}</a></td>
              <td data-th="使用单位">{{UNIT_NAME}}<span class="sub">{{DEPARTMENT}}</span></td>
              <td class="nw" data-th="责任岗位">{{RESPONSIBLE_TITLE}}{{#TITLELESS_YES}}<b class="bad">缺责任岗位</b>{{/TITLELESS_YES}}</td>
              <td class="nw" data-th="电话">{{RESPONSIBLE_PHONE}}{{#PHONELESS_YES}}<b class="bad">缺电话</b>{{/PHONELESS_YES}}</td>
              <td class="nw" data-th="安全责任岗位">{{SECURITY_TITLE}}{{#GUARDLESS_YES}}<b class="bad">缺安全责任岗位</b>{{/GUARDLESS_YES}}</td>
              <td class="nw" data-th="安全责任岗位电话">{{SECURITY_PHONE}}{{#GUARD_PHONELESS_YES}}<b class="bad">缺电话</b>{{/GUARD_PHONELESS_YES}}</td>
              <td data-th="所在平台">{{PLATFORM_NAMES}}</td>
            </tr>
          {{/ROW}}
        </tbody>
      </table>
    {{/HAS_ROWS}}
    {{>EMPTY}}
    {{>PAGER}}
  </section>
</div>
