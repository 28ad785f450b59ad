{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印清单
    </button>
  </div>
</div>
<section class="panel" aria-label="备案登记列表">
  {{>TABS}}
  {{>FILTERS}}
  {{#HAS_ROWS}}
    <table class="tbl cards">
      <caption class="visually-hidden">合规备案</caption>
      <thead>
        <tr>
          <th scope="col">系统或平台</th>
          <th scope="col">单位</th>
          <th scope="col">类别</th>
          <th scope="col">证明编号</th>
          <th scope="col">结果</th>
          <th scope="col">取得日期</th>
          <th scope="col">有效期至</th>
          <th scope="col">情况</th>
        </tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr class="{{#LATE_YES}}late{{/LATE_YES}}">
            <td data-th="系统或平台">
              {{#OPEN_YES}}<a class="name" href="/matters/{{MATTER_ID}}">{{NUMBER}}</a>{{/OPEN_YES}}
              <span class="sub">{{ABOUT}}</span>
            </td>
            <td data-th="单位">{{UNIT_NAME}}</td>
            <td data-th="类别">{{KIND_LABEL}}</td>
            <td data-th="证明编号">{{CERTIFICATE_NO}}</td>
            <td data-th="结果">{{RESULT}}</td>
            <td data-th="取得日期" class="nw">{{OBTAINED_DAY}}</td>
            <td data-th="有效期至" class="nw">{{VALID_DAY}}{{#STATED}}<span class="sub">原填 {{STATED}}，按规定计至此日</span>{{/STATED}}</td>
            <td data-th="情况">
              {{#VALID_YES}}<span class="st st-green"><span>有效</span></span>{{/VALID_YES}}
              {{#ENDING_YES}}<span class="st st-amber"><span>将到期</span></span>{{/ENDING_YES}}
              {{#LATE_YES}}<span class="st st-red"><span>已过期</span></span>{{/LATE_YES}}
              {{#FAULT_YES}}<span class="st st-red"><span>不符</span></span><span class="sub">{{FAULT_TEXT}}</span>{{/FAULT_YES}}
              {{#REPLACED_YES}}<span class="st st-grey"><span>已更新</span></span>{{/REPLACED_YES}}
              {{#AUTHORITY}}<span class="sub">{{AUTHORITY}}</span>{{/AUTHORITY}}
              {{#TARDY_YES}}<span class="sub">{{TARDY_TEXT}}</span>{{/TARDY_YES}}
            </td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  {{/HAS_ROWS}}
  {{>EMPTY}}
  {{>PAGER}}
</section>
