{{%AUTOESCAPE context="HTML"}}
<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{COUNT_TEXT}}</p></div></div>
<div class="stack solo">
  <section class="panel">
    <div class="ph"><h2>待发放</h2></div>
    {{#HAS_ROWS}}
      <table class="tbl t cards">
        <caption class="visually-hidden">待发放激活码的账号</caption>
        <thead><tr><th scope="col">账号</th><th scope="col">岗位</th></tr></thead>
        <tbody>{{#ROW}}<tr><td data-th="账号" class="mono">{{LOGIN}}</td><td data-th="岗位">{{POST_TITLE}}</td></tr>{{/ROW}}</tbody>
      </table>
      <form class="pf" method="post">
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <button class="btn btn-primary" name="action" value="issue">显示激活码</button>　只显示一次；再次显示会换成新码，旧码作废
      </form>
    {{/HAS_ROWS}}
  </section>
</div>
