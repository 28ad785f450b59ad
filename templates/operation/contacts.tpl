{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印
    </button>
  </div>
</div>
<section class="panel" aria-label="联系人列表">
  {{>FILTERS}}
  {{#HAS_ROWS}}
    <table class="tbl cards">
      <caption class="visually-hidden">联系人</caption>
      <thead>
        <tr>
          <th scope="col">使用单位</th>
          <th scope="col">运行单位</th>
          <th scope="col">所属方</th>
          <th scope="col" class="num">级别</th>
          <th scope="col">岗位</th>
          <th scope="col">值守电话</th>
          <th scope="col">手机</th>
          <th scope="col">双方确认</th>
        </tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr>
            <td data-th="使用单位">{{UNIT_NAME}}</td>
            <td data-th="运行单位">{{OPERATOR_NAME}}</td>
            <td data-th="所属方">{{SIDE_LABEL}}</td>
            <td data-th="级别" class="num">{{TIER_N}}</td>
            <td data-th="岗位">{{POST_TITLE}}</td>
            <td data-th="值守电话"><span class="nw">{{DUTY_LINE}}</span></td>
            <td data-th="手机">{{#MOBILE}}<span class="nw">{{MOBILE}}</span> <a href="/contacts/{{ID}}">查看</a>{{/MOBILE}}</td>
            <td data-th="双方确认">
              <time class="nw">{{CONFIRMED_AT}}</time>{{#STALE_YES}}<span class="sub warn">本季度未确认</span>{{/STALE_YES}}
              {{#IMPORTED_YES}}<span class="sub">存量导入</span>{{/IMPORTED_YES}}
            </td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  {{/HAS_ROWS}}
  {{>EMPTY}}
  {{>PAGER}}
  <div class="pf">查看手机号记入操作日志。</div>
</section>
