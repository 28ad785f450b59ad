{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    {{#MAY_IMPORT}}
      <a class="btn btn-plain" href="/usage/import">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#file-earmark-arrow-up"/>
        </svg>
        导入使用率
      </a>
    {{/MAY_IMPORT}}
    {{#MAY_SEE_PROPOSED}}
      <a class="btn btn-plain" href="/usage/proposals">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#clipboard-check"/>
        </svg>
        降配回收建议
      </a>
    {{/MAY_SEE_PROPOSED}}
  </div>
</div>
<div class="stack">
  {{#UNKNOWN_YES}}
    <div class="note n-amber">
      <svg class="bi" aria-hidden="true" focusable="false">
        <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-triangle"/>
      </svg>
      <div><b>{{UNKNOWN_TEXT}}。</b>不列入任何单位，也不判定。<a href="/usage/unknown">查看清单</a></div>
    </div>
  {{/UNKNOWN_YES}}
  <section class="panel" aria-label="使用率列表">
    {{>FILTERS}}
    {{#HAS_ROWS}}
      <table class="tbl cards judged">
        <caption class="visually-hidden">各系统使用率</caption>
        <thead>
          <tr>
            <th scope="col">信息系统</th>
            <th scope="col" class="num">机器</th>
            <th scope="col" class="num">处理器（核）</th>
            <th scope="col" class="num">内存（GB）</th>
            <th scope="col" class="num">处理器均值</th>
            <th scope="col" class="num">处理器 P95</th>
            <th scope="col" class="num">内存均值</th>
            <th scope="col" class="num">内存 P95</th>
            <th scope="col" class="num">存储</th>
            <th scope="col" class="num">覆盖率</th>
            <th scope="col">近三月判定</th>
          </tr>
        </thead>
        <tbody>
          {{#ROW}}
            <tr>
              <td data-th="信息系统">
                <a class="name" href="/usage/systems/{{ID}}">{{NAME}}</a><span class="sub">{{UNIT_NAME}}</span>
              </td>
              <td data-th="机器" class="num">{{MACHINES_N}}</td>
              <td data-th="处理器" class="num">{{VCPU_N}}</td>
              <td data-th="内存" class="num">{{MEMORY_N}}</td>
              <td data-th="处理器均值" class="num">{{CPU_AVG}}</td>
              <td data-th="处理器 P95" class="num">{{CPU_P95}}</td>
              <td data-th="内存均值" class="num">{{MEM_AVG}}</td>
              <td data-th="内存 P95" class="num">{{MEM_P95}}</td>
              <td data-th="存储" class="num">{{STORAGE}}</td>
              <td data-th="覆盖率" class="num">{{COVERAGE}}</td>
              <td data-th="近三月判定">
                <span class="st st-{{CLASS_TONE}}"><span>{{CLASS_LABEL}}</span></span><span class="sub">{{CLASS_WHY}}</span>
                <span class="sub">{{CLASS_RULE}}</span>
              </td>
            </tr>
          {{/ROW}}
        </tbody>
      </table>
    {{/HAS_ROWS}}
    {{>EMPTY}}
    {{>PAGER}}
    <div class="pf">处理器按核数、内存按容量、存储按磁盘加权。月度 P95 取各日 P95 的第 95 百分位（最近秩）。判定看到今天为止的整月，数值见参数页，均为建议，不自动执行。</div>
  </section>
</div>
