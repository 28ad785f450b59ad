{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div>
    <h1>
      {{TITLE}}<span class="tag t-blue">{{KIND_LABEL}}</span>{{#TAKEN_OVER}}<span class="tag t-grey">存量导入</span>{{/TAKEN_OVER}}
    </h1>
    <p>
      {{OPERATOR_NAME}}　{{#PHONE}}<span class="nw">{{POST_TEXT}}值守电话 {{PHONE_TEXT}}</span>{{/PHONE}}{{#NO_PHONE}}<b class="bad">缺值守电话</b>{{/NO_PHONE}}　{{ZONES}}　{{WATCHER_TEXT}}　{{ARTICLE_NOTE}}
    </p>
  </div>
  <div class="acts">
    {{#MAY_CHANGE}}
      <a class="btn btn-plain" href="{{CHANGE_HREF}}">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#pencil-square"/>
        </svg>
        申请变更或退出
      </a>
    {{/MAY_CHANGE}}
  </div>
</div>
{{>ERRORS}}
<div class="stack">
  {{#ENDED_YES}}<div class="note n-amber"><div><b>这个平台已退出省级政务云。</b></div></div>{{/ENDED_YES}}
  {{#SUSPENDED_YES}}
    <div class="note n-red">
      <svg class="bi" aria-hidden="true" focusable="false">
        <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-triangle"/>
      </svg>
      <div><b>已暂停接入新系统。</b>在用系统不受影响。</div>
    </div>
  {{/SUSPENDED_YES}}
  <section class="panel">
    <div class="ph"><h2>容量与占用</h2><span class="r">{{LINES_NOTE}}</span></div>
    {{>CHART}}
    <table class="tbl cards">
      <caption class="visually-hidden">各类资源的容量与占用</caption>
      <thead>
        <tr>
          <th scope="col">资源</th>
          <th scope="col" class="num">容量</th>
          <th scope="col" class="num">已占用</th>
          <th scope="col" class="num">余量</th>
          <th scope="col" class="num">分配率</th>
          <th scope="col">单位</th>
        </tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr class="{{#RED_YES}}late{{/RED_YES}}">
            <td data-th="资源">{{CLASS_LABEL}}</td>
            <td data-th="容量" class="num">{{TOTAL_N}}</td>
            <td data-th="已占用" class="num">{{COMMITTED_N}}</td>
            <td data-th="余量" class="num">{{FREE_N}}</td>
            <td data-th="分配率" class="num">
              {{RATE}}{{#WARN_YES}}<span class="sub warn">超过预警线</span>{{/WARN_YES}}
              {{#RED_YES}}<span class="sub bad">超过扩容线</span>{{/RED_YES}}
            </td>
            <td data-th="单位">{{UNIT_LABEL}}</td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
    <div class="pf">已占用取核定与实配的较大值；运行单位确认释放后才减少。</div>
  </section>
  {{>PANEL_MAIN}}
  {{#MAY_EDIT}}
    <section class="panel">
      <div class="ph"><h2>更新容量</h2><span class="r">只能由省大数据中心填写</span></div>
      <form method="post">
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <button type="submit" disabled hidden></button>
        <div class="fgrid">{{>FIELD}}</div>
        <div class="pf"><button class="btn btn-primary" name="action" value="capacity">保存容量</button>　容量不得低于已占用。</div>
      </form>
    </section>
  {{/MAY_EDIT}}
  {{#MAY_WATCH}}
    <section class="panel">
      <div class="ph"><h2>指定云监管服务商</h2><span class="r">第十七条</span></div>
      <form method="post">
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <button type="submit" disabled hidden></button>
        <div class="fgrid">{{>FIELD}}</div>
        <div class="pf">
          <button class="btn btn-primary" name="action" value="supervise">保存</button>　监管席位、月度测试、使用率和故障周报从此按此办理；在办事项由原单位办完。
        </div>
      </form>
    </section>
  {{/MAY_WATCH}}
  <section class="panel">
    <div class="ph"><h2>承载的系统</h2><span class="r">{{SYSTEMS_TEXT}}</span></div>
    {{#HAS_SYSTEMS}}
      <table class="tbl t cards">
        <caption class="visually-hidden">承载的系统</caption>
        <thead>
          <tr>
            <th scope="col">信息系统</th>
            <th scope="col">使用单位</th>
            <th scope="col">状态</th>
            <th scope="col" class="num">处理器（核）</th>
            <th scope="col" class="num">内存（GB）</th>
          </tr>
        </thead>
        <tbody>
          {{#SYSTEM}}
            <tr>
              <td data-th="信息系统">
                <a href="/systems/{{ID}}">{{NAME}}</a>{{#IMPORTED_YES}}<span class="sub">存量导入</span>{{/IMPORTED_YES}}
              </td>
              <td data-th="使用单位">{{UNIT_NAME}}</td>
              <td data-th="状态"><span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span></td>
              <td data-th="处理器" class="num">{{VCPU_N}}</td>
              <td data-th="内存" class="num">{{MEMORY_N}}</td>
            </tr>
          {{/SYSTEM}}
        </tbody>
      </table>
    {{/HAS_SYSTEMS}}
    {{>EMPTY}}
    {{>PAGER}}
  </section>
</div>
