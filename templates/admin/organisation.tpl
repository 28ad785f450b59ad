{{%AUTOESCAPE context="HTML"}}
<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div></div>
<div class="stack">
  {{>ERRORS}}
  <section class="panel">
    <div class="ph"><h2>单位信息</h2></div>
    {{#MAY_EDIT}}
      <form method="post">
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <button type="submit" disabled hidden></button>
        <div class="fgrid">{{>FIELD}}</div>
        <div class="pf d-flex flex-wrap gap-2 align-items-center">
          <button class="btn btn-primary" name="action" value="save">保存</button><span class="ms-auto">改名和撤并保留历史，已办事项仍显示原名称</span>
        </div>
      </form>
    {{/MAY_EDIT}}
    {{#READ_ONLY}}<div class="pb">{{>PAIRS}}</div>{{/READ_ONLY}}
  </section>
  {{#MAY_END}}
    <section class="panel">
      <div class="ph"><h2>撤销或并入</h2><span class="r">机构改革</span></div>
      <form method="post">
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <div class="fgrid">
          <div class="field c4">
            <label for="f-valid_to">止于</label><input class="form-control" type="date" id="f-valid_to" name="valid_to">
          </div>
          <div class="field c8">
            <label for="f-successor">承接单位</label><span class="hint" id="f-successor-h">系统、在办事项、联系人和责任转由承接单位继续；本单位的账号随即停用，继续办理的由承接单位提出人员变动另行开通</span>
            <select class="form-select" id="f-successor" name="successor" aria-describedby="f-successor-h">
              <option value="">请选择</option>
              {{#SUCCESSOR}}<option value="{{ID}}">{{NAME}}</option>{{/SUCCESSOR}}
            </select>
          </div>
        </div>
        <div class="pf"><button class="btn btn-plain" name="action" value="end">撤销并转交</button></div>
      </form>
    </section>
  {{/MAY_END}}
  {{#HAS_PEOPLE}}
    <section class="panel">
      <div class="ph"><h2>账号</h2></div>
      <table class="tbl t cards">
        <caption class="visually-hidden">该单位的账号</caption>
        <thead><tr><th scope="col">账号</th><th scope="col">岗位</th><th scope="col">角色</th><th scope="col">状态</th></tr></thead>
        <tbody>
          {{#PERSON}}
            <tr>
              <td data-th="账号"><a class="mono" href="/admin/people/{{ID}}">{{LOGIN}}</a></td>
              <td data-th="岗位">{{POST_TITLE}}</td>
              <td data-th="角色">{{ROLE_LABELS}}</td>
              <td data-th="状态"><span class="st st-{{STATUS_TONE}}"><span>{{STATUS_LABEL}}</span></span></td>
            </tr>
          {{/PERSON}}
        </tbody>
      </table>
    </section>
  {{/HAS_PEOPLE}}
</div>
