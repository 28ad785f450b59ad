{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    {{#MAY_EDIT}}
      <a class="btn btn-primary" href="/admin/organisations/new">
        <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#plus-lg"/></svg>登记单位
      </a>
      <a class="btn btn-plain" href="/admin/organisations/import">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#file-earmark-arrow-up"/>
        </svg>
        CSV 导入
      </a>
    {{/MAY_EDIT}}
  </div>
</div>
{{>ERRORS}}
<div class="stack">
  {{>IMPORT}}
  <section class="panel" aria-label="单位列表">
    {{>FILTERS}}
    {{#HAS_ROWS}}
      <table class="tbl cards">
        <caption class="visually-hidden">单位，按机构序列</caption>
        <thead>
          <tr>
            <th scope="col" class="num">序</th>
            <th scope="col">单位</th>
            <th scope="col">类别</th>
            <th scope="col" class="num">账号</th>
            <th scope="col" class="num">系统</th>
            <th scope="col">有效期</th>
          </tr>
        </thead>
        <tbody>
          {{#ROW}}
            <tr>
              <td data-th="序" class="num">{{RANK}}</td>
              <td data-th="单位"><a class="name" href="/admin/organisations/{{ID}}">{{NAME}}</a><span class="sub">{{CODE}}</span></td>
              <td data-th="类别">{{KIND_LABELS}}</td>
              <td data-th="账号" class="num">{{PEOPLE_N}}</td>
              <td data-th="系统" class="num">{{SYSTEMS_N}}</td>
              <td data-th="有效期" class="nw">
                {{VALID_FROM_DAY}} 起
                {{#ENDED_YES}}<span class="sub warn">{{VALID_TO_DAY}} 止，并入 {{SUCCESSOR_NAME}}</span>{{/ENDED_YES}}
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
