{{%AUTOESCAPE context="HTML"}}
<div class="pagehead"><div><h1>{{TITLE}}</h1><p>接管、批量导入以后，一次发给全部还没有激活码的人员；已有未用激活码的不再发放</p></div></div>
<div class="stack">
  <section class="panel" aria-label="等待激活码的人员">
    {{>FILTERS}}
    {{#HAS_ROWS}}
      <form class="pf" method="post">
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <input type="hidden" name="organisation" value="{{CHOSEN}}">
        <button class="btn btn-primary" name="action" value="issue_all">发放并显示激活码</button>　{{ISSUE_NOTE}}；只显示一次，请备好打印机
      </form>
      <table class="tbl t cards">
        <caption class="visually-hidden">等待激活码的人员</caption>
        <thead><tr><th scope="col">账号</th><th scope="col">单位</th><th scope="col">岗位</th></tr></thead>
        <tbody>
          {{#ROW}}
            <tr>
              <td data-th="账号" class="mono">{{LOGIN}}</td>
              <td data-th="单位">{{UNIT_NAME}}</td>
              <td data-th="岗位">{{POST_TITLE}}</td>
            </tr>
          {{/ROW}}
        </tbody>
      </table>
    {{/HAS_ROWS}}
    {{#NO_ROWS}}<div class="pb">没有等待激活码的人员。激活码过期或者遗失的，在账号页面单独重发。</div>{{/NO_ROWS}}
  </section>
</div>
