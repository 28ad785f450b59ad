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
<section class="panel" aria-label="平台列表">
  {{#HAS_ROWS}}
    <table class="tbl cards">
      <caption class="visually-hidden">云平台</caption>
      <thead>
        <tr>
          <th scope="col">平台</th>
          <th scope="col">类别</th>
          <th scope="col">建设或服务单位</th>
          <th scope="col">部署区</th>
          <th scope="col" class="num">系统数</th>
          <th scope="col" class="num">处理器分配率</th>
          <th scope="col" class="num">余量（核）</th>
          <th scope="col">状态</th>
        </tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr class="{{#RED_YES}}late{{/RED_YES}}">
            <td data-th="平台"><a class="name" href="/platforms/{{ID}}">{{NAME}}</a><span class="sub">{{CODE}}</span></td>
            <td data-th="类别"><span class="tag t-blue">{{KIND_LABEL}}</span></td>
            <td data-th="单位">{{OPERATOR_NAME}}</td>
            <td data-th="部署区">{{ZONES}}</td>
            <td data-th="系统数" class="num">{{SYSTEMS_N}}</td>
            <td data-th="分配率" class="num">
              {{RATE}}{{#WARN_YES}}<span class="sub warn">超过预警线</span>{{/WARN_YES}}
              {{#RED_YES}}<span class="sub bad">超过扩容线</span>{{/RED_YES}}
            </td>
            <td data-th="余量" class="num">{{FREE_N}}</td>
            <td data-th="状态">
              {{#SUSPENDED_YES}}<span class="st st-red"><span>暂停接入新系统</span></span>{{/SUSPENDED_YES}}
              {{#NORMAL_YES}}<span class="st st-green"><span>正常</span></span>{{/NORMAL_YES}}
            </td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  {{/HAS_ROWS}}
  {{>EMPTY}}
  {{>PAGER}}
  <div class="pf">{{LINES_NOTE}}</div>
</section>
