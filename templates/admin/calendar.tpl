{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    {{#YEAR_BEFORE}}
      <a class="btn btn-plain" href="/admin/calendar?year={{YEAR_HREF:url_query_escape}}">
        <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#chevron-left"/></svg>
        {{YEAR_HREF}} 年
      </a>
    {{/YEAR_BEFORE}}
    {{#YEAR_AFTER}}
      <a class="btn btn-plain" href="/admin/calendar?year={{YEAR_HREF:url_query_escape}}">
        {{YEAR_HREF}} 年
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#chevron-right"/>
        </svg>
      </a>
    {{/YEAR_AFTER}}
  </div>
</div>
{{>ERRORS}}
<div class="stack">
  {{#UNPUBLISHED}}
    <div class="note n-amber">
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#calendar-x"/></svg>
      <div><b>{{YEAR}} 年调休安排尚未公布。</b>涉及 {{YEAR}} 年的时限暂按周一至周五计算，公布并导入后自动重算。</div>
    </div>
  {{/UNPUBLISHED}}
  <section class="panel">
    <div class="ph"><h2>{{YEAR}} 年</h2><span class="r">{{COUNT_TEXT}}</span></div>
    <div class="pb">
      <div class="yr">
        {{#MONTH}}
          <table class="month">
            <caption>{{MONTH_LABEL}}</caption>
            <thead>
              <tr>
                <th scope="col">一</th>
                <th scope="col">二</th>
                <th scope="col">三</th>
                <th scope="col">四</th>
                <th scope="col">五</th>
                <th scope="col">六</th>
                <th scope="col">日</th>
              </tr>
            </thead>
            <tbody>
              {{#WEEK}}
                <tr>
                  {{#DAY}}
                    <td class="{{DAY_CLASS}}">
                      {{DAY_NO}}{{#DAY_NOTE}}<span class="visually-hidden">{{DAY_NOTE}}</span>{{/DAY_NOTE}}
                    </td>
                  {{/DAY}}
                </tr>
              {{/WEEK}}
            </tbody>
          </table>
        {{/MONTH}}
      </div>
    </div>
    <div class="pf"><span class="tag t-red">放假</span>　<span class="tag t-amber">调休上班</span>　<span class="tag t-grey">周末</span></div>
  </section>
  <section class="panel">
    <div class="ph"><h2>放假与调休</h2></div>
    {{#HAS_ROWS}}
      <table class="tbl t cards">
        <caption class="visually-hidden">放假与调休</caption>
        <thead><tr><th scope="col">日期</th><th scope="col">安排</th><th scope="col">名称</th><th scope="col">来源</th></tr></thead>
        <tbody>
          {{#ROW}}
            <tr>
              <td data-th="日期" class="nw">{{DATE_DAY}}</td>
              <td data-th="安排">
                {{#WORK_YES}}<span class="tag t-amber">上班</span>{{/WORK_YES}}
                {{#REST_YES}}<span class="tag t-red">放假</span>{{/REST_YES}}
              </td>
              <td data-th="名称">{{NAME}}</td>
              <td data-th="来源">{{SOURCE}}</td>
            </tr>
          {{/ROW}}
        </tbody>
      </table>
    {{/HAS_ROWS}}
    {{>EMPTY}}
    {{>PAGER}}
  </section>
  {{>IMPORT}}
</div>
