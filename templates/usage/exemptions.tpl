{{%AUTOESCAPE context="HTML"}}
<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div><div class="acts"></div></div>
{{>ERRORS}}
<div class="stack">
  <section class="panel" aria-label="豁免列表">
    {{>FILTERS}}
    {{#HAS_ROWS}}
      <table class="tbl cards">
        <caption class="visually-hidden">降配回收豁免</caption>
        <thead>
          <tr>
            <th scope="col">信息系统</th>
            <th scope="col">云主机</th>
            <th scope="col">理由</th>
            <th scope="col">期限</th>
            <th scope="col">决定</th>
            <th scope="col">状态</th>
            <th scope="col" class="ops">操作</th>
          </tr>
        </thead>
        <tbody>
          {{#ROW}}
            <tr>
              <td data-th="信息系统">
                <a class="name" href="/usage/systems/{{SYSTEM_ID}}">{{SYSTEM_NAME}}</a><span class="sub">{{UNIT_NAME}}</span>
              </td>
              <td data-th="云主机">{{MACHINE_LABEL}}</td>
              <td data-th="理由">{{REASON}}</td>
              <td data-th="期限" class="nw">{{SINCE_DAY}}<br>至 {{UNTIL_DAY}}</td>
              <td data-th="决定">{{GRANTED_BY}}</td>
              <td data-th="状态">
                <span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span>
                {{#END_NOTE}}<span class="sub">{{ENDED_AT}}　{{END_NOTE}}</span>{{/END_NOTE}}
              </td>
              <td data-th="操作" class="ops">
                {{#MAY_END}}
                  {{#FORCE_YES}}
                    <form method="post" action="/usage/exemptions">
                      <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
                      <input type="hidden" name="id" value="{{ID}}"><label class="visually-hidden" for="end-{{ID}}">终止理由</label>
                      {{#END_ERROR}}
                        <span class="err" id="end-{{ID}}-e">
                          <svg class="bi" aria-hidden="true" focusable="false">
                            <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
                          </svg>
                          {{END_ERROR}}
                        </span>
                      {{/END_ERROR}}
                      <input class="form-control" id="end-{{ID}}" name="end_reason" maxlength="200" placeholder="终止理由" value="{{END_TYPED}}"{{#END_ERROR}} aria-invalid="true" aria-describedby="end-{{ID}}-e"{{/END_ERROR}}>
                      <button class="btn btn-plain" name="action" value="end">
                        提前终止<span class="visually-hidden">：{{SYSTEM_NAME}} {{MACHINE_LABEL}}</span>
                      </button>
                    </form>
                  {{/FORCE_YES}}
                {{/MAY_END}}
              </td>
            </tr>
          {{/ROW}}
        </tbody>
      </table>
    {{/HAS_ROWS}}
    {{>EMPTY}}
    {{>PAGER}}
    <div class="pf">豁免期内仍按月评估，只是不提出降配、回收建议；到期自动失效。</div>
  </section>
  {{#MAY_EXEMPT}}
    <section class="panel" id="exempt">
      <div class="ph"><h2>登记豁免</h2></div>
      <form method="post" action="/usage/exemptions" data-guard>
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <button type="submit" disabled hidden></button>
        <div class="fgrid">{{>FIELD}}</div>
        <div class="pf"><button class="btn btn-primary" name="action" value="exempt">登记</button></div>
      </form>
    </section>
  {{/MAY_EXEMPT}}
</div>
