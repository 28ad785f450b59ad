{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印
    </button>
  </div>
</div>
{{>KPIS}}
<div class="stack">
  <section class="panel" aria-label="降配回收成效列表">
    {{>FILTERS}}
    {{#HAS_ROWS}}
      <table class="tbl cards">
        <caption class="visually-hidden">降配回收成效</caption>
        <thead>
          <tr>
            <th scope="col">信息系统</th>
            <th scope="col">使用单位</th>
            <th scope="col">平台</th>
            <th scope="col">类型</th>
            <th scope="col">资源</th>
            <th scope="col" class="num">原规格</th>
            <th scope="col" class="num">现规格</th>
            <th scope="col" class="num">节约</th>
            <th scope="col">办件</th>
            <th scope="col">释放</th>
          </tr>
        </thead>
        <tbody>
          {{#ROW}}
            <tr>
              <td data-th="信息系统"><a class="name" href="/systems/{{SYSTEM_ID}}">{{SYSTEM_NAME}}</a></td>
              <td data-th="使用单位">{{UNIT_NAME}}</td>
              <td data-th="平台">{{PLATFORM_NAME}}</td>
              <td data-th="类型"><span class="tag t-blue">{{KIND_LABEL}}</span></td>
              <td data-th="资源">{{CLASS_LABEL}}（{{UNIT_LABEL}}）</td>
              <td data-th="原规格" class="num">{{BEFORE_N}}</td>
              <td data-th="现规格" class="num">{{AFTER_N}}</td>
              <td data-th="节约" class="num">{{SAVED_N}}</td>
              <td data-th="办件"><a href="/matters/{{MATTER_ID}}">{{NUMBER}}</a></td>
              <td data-th="释放" class="nw">{{DONE_AT}}</td>
            </tr>
          {{/ROW}}
        </tbody>
      </table>
    {{/HAS_ROWS}}
    {{>EMPTY}}
    {{>PAGER}}
  </section>
  <div class="cols half">{{>PANEL_MAIN}}</div>
</div>
