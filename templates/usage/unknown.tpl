{{%AUTOESCAPE context="HTML"}}
<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div><div class="acts"></div></div>
<section class="panel" aria-label="未入台账的机器">
  {{#HAS_ROWS}}
    <table class="tbl cards">
      <caption class="visually-hidden">未入台账的机器</caption>
      <thead>
        <tr>
          <th scope="col">月份</th>
          <th scope="col">平台</th>
          <th scope="col">机器编号</th>
          <th scope="col" class="num">处理器（核）</th>
          <th scope="col" class="num">内存（GB）</th>
          <th scope="col">报送的系统</th>
          <th scope="col">报送时间</th>
        </tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr>
            <td data-th="月份">{{PERIOD}}</td>
            <td data-th="平台">{{PLATFORM_NAME}}</td>
            <td data-th="机器编号">{{MACHINE}}</td>
            <td data-th="处理器" class="num">{{VCPU_N}}</td>
            <td data-th="内存" class="num">{{MEMORY_N}}</td>
            <td data-th="报送的系统">{{SYSTEM_NAMED}}</td>
            <td data-th="报送时间" class="nw">{{IMPORTED_AT}}</td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  {{/HAS_ROWS}}
  {{>EMPTY}}
  {{>PAGER}}
  <div class="pf">由平台运行单位在机器台账里登记；登记后，已报送的各月归入所属系统。</div>
</section>
