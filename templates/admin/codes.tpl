{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{COUNT_TEXT}}</p></div>
  <div class="acts">
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印
    </button>
    <a class="btn btn-plain" href="{{BACK_HREF}}">{{BACK_LABEL}}</a>
  </div>
</div>
<div class="stack">
  <div class="note n-green" role="status">
    <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#key"/></svg>
    <div><b>激活码只显示这一次，只能用一次。</b>请当面或电话交给本人，由本人设置口令。{{CODES_NOTE}}</div>
  </div>
  <section class="panel" aria-label="激活码">
    <table class="tbl t cards">
      <caption class="visually-hidden">激活码</caption>
      <thead>
        <tr>
          <th scope="col">账号</th>
          <th scope="col">单位</th>
          <th scope="col">岗位</th>
          <th scope="col">激活码</th>
          <th scope="col">有效至</th>
        </tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr>
            <td data-th="账号" class="mono">{{LOGIN}}</td>
            <td data-th="单位" class="mono">{{UNIT_CODE}}</td>
            <td data-th="岗位">{{POST_TITLE}}</td>
            <td data-th="激活码" class="mono">{{ACTIVATION_CODE}}</td>
            <td data-th="有效至" class="nw">{{EXPIRES_AT}}</td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  </section>
</div>
