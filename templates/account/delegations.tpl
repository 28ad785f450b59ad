{{%AUTOESCAPE context="HTML"}}
<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}　代办期间的每一步都写明“某岗 代 某岗 办理”，到期自动终止。</p></div></div>
<div class="stack">
  {{>ERRORS}}
  {{#MAY_DELEGATE}}
    <section class="panel">
      <div class="ph"><h2>新增授权</h2><span class="r">双方都收到消息</span></div>
      <form method="post" action="/delegations" novalidate>
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <div class="fgrid">{{>FIELD}}</div>
        <div class="pf"><button class="btn btn-primary" name="action" value="make">授权代办</button></div>
      </form>
    </section>
  {{/MAY_DELEGATE}}
  {{#NOBODY}}
    <div class="note n-grey">
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#people"/></svg>
      <div>本单位没有其他在岗的业务人员，暂时不能授权代办。</div>
    </div>
  {{/NOBODY}}
  <section class="panel" aria-label="授权列表">
    <div class="ph"><h2>授权记录</h2><span class="r">{{LIST_NOTE}}</span></div>
    {{#HAS_ROWS}}
      <table class="tbl t cards">
        <caption class="visually-hidden">授权代办记录，新的在前</caption>
        <thead>
          <tr>
            <th scope="col">授权人</th>
            <th scope="col">岗位</th>
            <th scope="col">代办人</th>
            <th scope="col">起止日期</th>
            <th scope="col">理由</th>
            <th scope="col">状态</th>
            <th scope="col" class="ops">操作</th>
          </tr>
        </thead>
        <tbody>
          {{#ROW}}
            <tr>
              <td data-th="授权人">{{PERSON_TITLE}}</td>
              <td data-th="岗位">{{ROLE_LABEL}}</td>
              <td data-th="代办人">{{DELEGATE_TITLE}}</td>
              <td data-th="起止日期"><span class="nw">{{FROM_DAY}}</span> 至 <span class="nw">{{TO_DAY}}</span></td>
              <td data-th="理由">{{REASON}}</td>
              <td data-th="状态">
                <span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span>
                {{#ENDER_TITLE}}<span class="sub">{{ENDED_AT}} {{ENDER_TITLE}}</span>{{/ENDER_TITLE}}
              </td>
              <td data-th="操作" class="ops">
                {{#MAY_END}}
                  <form method="post" action="/delegations">
                    <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
                    <input type="hidden" name="delegation" value="{{ID}}">
                    <button class="btn btn-plain" name="action" value="end">
                      终止<span class="visually-hidden">{{PERSON_TITLE}}给{{DELEGATE_TITLE}}的授权</span>
                    </button>
                  </form>
                {{/MAY_END}}
              </td>
            </tr>
          {{/ROW}}
        </tbody>
      </table>
    {{/HAS_ROWS}}
    {{>EMPTY}}
    {{>PAGER}}
  </section>
</div>
