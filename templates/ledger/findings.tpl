{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印
    </button>
  </div>
</div>
{{>ERRORS}}
<section class="panel" aria-label="台账确认发现">
  {{>FILTERS}}
  {{#HAS_ROWS}}
    <table class="tbl cards">
      <caption class="visually-hidden">台账确认发现、尚未办理的情况</caption>
      <thead>
        <tr>
          <th scope="col">信息系统</th>
          <th scope="col">状态</th>
          <th scope="col">发现</th>
          <th scope="col">单位说明</th>
          <th scope="col">确认</th>
          <th scope="col" class="ops">办理</th>
        </tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr>
            <td data-th="信息系统"><a class="name" href="/systems/{{SYSTEM_ID}}">{{NAME}}</a><span class="sub">{{UNIT_NAME}}</span></td>
            <td data-th="状态"><span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span></td>
            <td data-th="发现">{{FOUND_LABEL}}<span class="sub">{{FIGURES_TEXT}}</span></td>
            <td data-th="单位说明">{{NOTE}}</td>
            <td data-th="确认"><a href="/matters/{{MATTER_ID}}">{{PERIOD_LABEL}}</a><span class="sub nw">{{CHECKED_AT}}</span></td>
            <td data-th="办理" class="ops">
              {{#WAY}}<span class="d-block"><a class="do" href="{{WAY_HREF}}">{{WAY_LABEL}}</a></span>{{/WAY}}
              {{#MAY_ASIDE}}
                <form method="post" action="/ledger-findings">
                  <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
                  <input type="hidden" name="system" value="{{SYSTEM_ID}}"><input type="hidden" name="period" value="{{ASIDE_PERIOD}}">
                  <label class="visually-hidden" for="aside-{{SYSTEM_ID}}">不再处理的理由</label>
                  {{#ASIDE_ERROR}}
                    <span class="err" id="aside-{{SYSTEM_ID}}-e">
                      <svg class="bi" aria-hidden="true" focusable="false">
                        <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
                      </svg>
                      {{ASIDE_ERROR}}
                    </span>
                  {{/ASIDE_ERROR}}
                  <input class="form-control" id="aside-{{SYSTEM_ID}}" name="reason" maxlength="200" placeholder="不再处理的理由" value="{{ASIDE_TYPED}}"{{#ASIDE_ERROR}} aria-invalid="true" aria-describedby="aside-{{SYSTEM_ID}}-e"{{/ASIDE_ERROR}}>
                  <button class="btn btn-plain" name="action" value="set_aside">
                    不再处理<span class="visually-hidden">：{{NAME}}</span>
                  </button>
                </form>
              {{/MAY_ASIDE}}
            </td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  {{/HAS_ROWS}}
  {{>EMPTY}}
  {{>PAGER}}
  <div class="pf">提交了退出、变更或者降配与回收的，以及单位以后重新确认的，自动移出；草稿不算。</div>
</section>
