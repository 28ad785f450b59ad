{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}<span class="st st-{{CLASS_TONE}}"><span>{{CLASS_LABEL}}</span></span></h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    <a class="btn btn-plain" href="/systems/{{SYSTEM_ID}}">
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#hdd-stack"/></svg>系统档案
    </a>
  </div>
</div>
{{>ERRORS}}
<div class="stack">
  <p class="mut">{{UNIT_NAME}}　{{CLASS_WHY}}{{#RULE}}<br>规则：{{RULE}}{{/RULE}}</p>
  {{>PANEL_MAIN}}
  {{>PAGER}}
  <section class="panel" id="seasons">
    <div class="ph"><h2>季节性峰值</h2><span class="r">登记有效期内，闲置和低效不作降配回收的依据；到期要重新登记</span></div>
    {{#HAS_ROWS}}
      <table class="tbl t cards">
        <caption class="visually-hidden">季节性峰值</caption>
        <thead>
          <tr>
            <th scope="col">时段</th>
            <th scope="col">依据</th>
            <th scope="col">登记</th>
            <th scope="col">有效至</th>
            <th scope="col" class="ops">操作</th>
          </tr>
        </thead>
        <tbody>
          {{#SEASON}}
            <tr>
              <td data-th="时段" class="nw">{{FIRST_N}} 月至 {{LAST_N}} 月</td>
              <td data-th="依据">{{NOTE}}</td>
              <td data-th="登记" class="nw">{{SINCE_AT}}</td>
              <td data-th="有效至" class="nw">{{UNTIL_DAY}}{{#LAPSED_YES}}<span class="sub">已失效</span>{{/LAPSED_YES}}</td>
              <td data-th="操作" class="ops">
                {{#MAY_END}}
                  <form method="post">
                    <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
                    <input type="hidden" name="first_month" value="{{FIRST_N}}">
                    <button class="btn btn-plain" name="action" value="season_end">
                      撤下<span class="visually-hidden">：{{FIRST_N}} 月起</span>
                    </button>
                  </form>
                {{/MAY_END}}
              </td>
            </tr>
          {{/SEASON}}
        </tbody>
      </table>
    {{/HAS_ROWS}}
    {{#NO_SEASON}}<div class="pb">没有登记。</div>{{/NO_SEASON}}
    {{#MAY_KEEP}}
      <form method="post" data-guard>
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <button type="submit" disabled hidden></button>
        <div class="fgrid">{{>FIELD}}</div>
        <div class="pf"><button class="btn btn-primary" name="action" value="season">登记</button>　同一月份开始的时段改为新填的。</div>
      </form>
    {{/MAY_KEEP}}
  </section>
</div>
