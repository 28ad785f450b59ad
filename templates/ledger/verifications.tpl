{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印
    </button>
  </div>
</div>
<section class="panel" aria-label="资源核实列表">
  {{>FILTERS}}
  {{#HAS_ROWS}}
    <table class="tbl cards">
      <caption class="visually-hidden">资源核实</caption>
      <thead>
        <tr>
          <th scope="col">月份</th>
          <th scope="col">云平台</th>
          <th scope="col">状态</th>
          <th scope="col">报送</th>
          <th scope="col" class="num">处理器分配率</th>
          <th scope="col" class="num">内存分配率</th>
          <th scope="col" class="num">处理器超分比</th>
          <th scope="col" class="num">差异率</th>
          <th scope="col">充足</th>
          <th scope="col">确认</th>
        </tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr class="{{#RED_YES}}late{{/RED_YES}}">
            <td data-th="月份"><a class="name" href="/matters/{{MATTER_ID}}">{{PERIOD_LABEL}}</a></td>
            <td data-th="云平台">{{PLATFORM_NAME}}<span class="sub">{{OPERATOR_NAME}}</span></td>
            <td data-th="状态"><span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span></td>
            <td data-th="报送">
              <span class="st st-{{PUNCTUAL_TONE}}"><span>{{PUNCTUAL_TEXT}}</span></span><span class="sub nw">{{REPORTED_AT}}</span>
            </td>
            <td data-th="处理器分配率" class="num">
              {{VCPU_RATE_TEXT}}{{#WARN_YES}}<span class="sub warn">超过预警线</span>{{/WARN_YES}}
              {{#RED_YES}}<span class="sub bad">超过扩容线</span>{{/RED_YES}}
            </td>
            <td data-th="内存分配率" class="num">{{MEMORY_RATE_TEXT}}</td>
            <td data-th="处理器超分比" class="num">{{VCPU_OVER_TEXT}}{{#OVER}}<span class="sub bad">{{OVER}}超过上限</span>{{/OVER}}</td>
            <td data-th="差异率" class="num">{{DIFFERENCE_TEXT}}{{#OVER_YES}}<span class="sub bad">超过限值</span>{{/OVER_YES}}</td>
            <td data-th="充足">
              {{#SHORT_YES}}<span class="st st-amber"><span>不充足</span></span>{{/SHORT_YES}}
              {{#ENOUGH_YES}}<span class="st st-green"><span>充足</span></span>{{/ENOUGH_YES}}
            </td>
            <td data-th="确认" class="nw">{{CONFIRMED_AT}}</td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  {{/HAS_ROWS}}
  {{>EMPTY}}
  {{>PAGER}}
  <div class="pf">{{LINES_NOTE}}</div>
</section>
