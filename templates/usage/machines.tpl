{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    {{#MAY_IMPORT}}
      <a class="btn btn-plain" href="/usage/machines/import">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#file-earmark-arrow-up"/>
        </svg>
        导入机器台账
      </a>
    {{/MAY_IMPORT}}
  </div>
</div>
<section class="panel" aria-label="机器台账">
  {{>FILTERS}}
  {{#HAS_ROWS}}
    <table class="tbl cards">
      <caption class="visually-hidden">机器台账</caption>
      <thead>
        <tr>
          <th scope="col">机器编号</th>
          <th scope="col">平台</th>
          <th scope="col">信息系统</th>
          <th scope="col" class="num">处理器（核）</th>
          <th scope="col" class="num">内存（GB）</th>
          <th scope="col" class="num">磁盘（GB）</th>
          <th scope="col">启用日期</th>
          <th scope="col">备注</th>
        </tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr>
            <td data-th="机器编号" class="nw">{{CODE}}</td>
            <td data-th="平台">{{PLATFORM_NAME}}</td>
            <td data-th="信息系统"><a href="/usage/systems/{{SYSTEM_ID}}">{{SYSTEM_NAME}}</a></td>
            <td data-th="处理器" class="num">{{VCPU_N}}</td>
            <td data-th="内存" class="num">{{MEMORY_N}}</td>
            <td data-th="磁盘" class="num">{{DISK_N}}</td>
            <td data-th="启用日期" class="nw">{{SINCE_DAY}}</td>
            <td data-th="备注">
              {{#STANDBY_YES}}<span class="tag t-grey">备机</span>{{/STANDBY_YES}}
              {{#IMPORTED_YES}}<span class="tag t-grey">存量导入</span>{{/IMPORTED_YES}}
            </td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  {{/HAS_ROWS}}
  {{>EMPTY}}
  {{>PAGER}}
</section>
