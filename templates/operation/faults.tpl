{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    {{#MAY_START}}
      <a class="btn btn-primary" href="/matters/new?procedure=fault">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#file-earmark-plus"/>
        </svg>
        上报故障
      </a>
    {{/MAY_START}}
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印清单
    </button>
  </div>
</div>
{{>KPIS}}
<section class="panel" aria-label="故障列表">
  {{>FILTERS}}
  {{#HAS_ROWS}}
    <table class="tbl cards">
      <caption class="visually-hidden">故障列表</caption>
      <thead>
        <tr>
          <th scope="col">编号</th>
          <th scope="col">故障对象</th>
          <th scope="col">平台 / 系统</th>
          <th scope="col">等级</th>
          <th scope="col">处置单位</th>
          <th scope="col">开始</th>
          <th scope="col" class="num">历时（分钟）</th>
          <th scope="col">当前环节</th>
          <th scope="col">办理时限</th>
        </tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr class="{{#LATE_YES}}late{{/LATE_YES}}">
            <td data-th="编号"><a class="nw" href="/matters/{{MATTER_ID}}">{{NUMBER}}</a></td>
            <td data-th="故障对象">
              <a class="name" href="/matters/{{MATTER_ID}}">{{SUBJECT}}</a>
              {{#PLANNED_YES}}<span class="sub">计划内检修，不计中断</span>{{/PLANNED_YES}}
            </td>
            <td data-th="平台 / 系统">{{PLATFORM_NAME}}{{#SYSTEM}}<span class="sub">{{SYSTEM}}</span>{{/SYSTEM}}</td>
            <td data-th="等级">
              <span class="tag t-{{LEVEL_TONE}}">{{LEVEL_LABEL}}</span>
              {{#RAISED_YES}}<span class="sub bad">逾时升级</span>{{/RAISED_YES}}
            </td>
            <td data-th="处置单位">{{HANDLER_NAME}}</td>
            <td data-th="开始">
              <time class="nw">{{BEGUN_AT}}</time>{{#REPORT_LATE_YES}}<span class="sub bad">首报逾时</span>{{/REPORT_LATE_YES}}
              {{#ARRIVE_LATE_YES}}<span class="sub bad">到场逾时</span>{{/ARRIVE_LATE_YES}}
              {{#CAME_YES}}
                <span class="sub">到场 <time class="nw">{{ARRIVED_AT}}</time>{{#REMOTE_YES}}（远程处置）{{/REMOTE_YES}}</span>
              {{/CAME_YES}}
            </td>
            <td data-th="历时（分钟）" class="num">{{MINUTES_N}}{{#RUNNING_YES}}<span class="sub warn">未恢复</span>{{/RUNNING_YES}}</td>
            <td data-th="当前环节"><span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span></td>
            <td data-th="办理时限">{{>DUE}}</td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  {{/HAS_ROWS}}
  {{>EMPTY}}
  {{>PAGER}}
</section>
