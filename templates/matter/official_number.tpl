{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    <a class="btn btn-plain" href="{{PAPER_HREF}}">
      <svg class="bi" aria-hidden="true" focusable="false">
        <use href="/static/icons.svg?v={{STATIC_VERSION}}#file-earmark-text"/>
      </svg>
      查看文书
    </a>
  </div>
</div>
<div class="stack">
  {{>ERRORS}}
  {{#MAY_ENTER}}
    <section class="panel">
      <div class="ph"><h2>登记文号</h2><span class="r">文号由本单位公文系统编制，印发后在此登记</span></div>
      <form method="post" action="{{FORM_HREF}}" novalidate>
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <div class="fgrid">{{>FIELD}}</div>
        <div class="pf"><button class="btn btn-primary" name="action" value="enter">登记</button></div>
      </form>
    </section>
  {{/MAY_ENTER}}
  {{#MAY_VOID}}
    <section class="panel">
      <div class="ph"><h2>作废</h2><span class="r">作废的文号保留在记录里，不能再用</span></div>
      <form method="post" action="{{FORM_HREF}}" novalidate>
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <div class="fgrid">{{>FIELD}}</div>
        <div class="pf"><button class="btn btn-plain" name="action" value="void">作废</button></div>
      </form>
    </section>
  {{/MAY_VOID}}
  <section class="panel" aria-label="文号记录">
    <div class="ph"><h2>文号记录</h2></div>
    {{#HAS_ROWS}}
      <table class="tbl t cards">
        <caption class="visually-hidden">这份文书的文号，新的在前</caption>
        <thead><tr><th scope="col">文号</th><th scope="col">成文日期</th><th scope="col">登记</th><th scope="col">状态</th></tr></thead>
        <tbody>
          {{#ROW}}
            <tr>
              <td data-th="文号">{{NUMBER}}</td>
              <td data-th="成文日期" class="nw">{{DATED_DAY}}</td>
              <td data-th="登记"><span class="nw">{{ENTERED_AT}}</span><span class="sub">{{ENTERER_TITLE}}</span></td>
              <td data-th="状态">
                {{#LIVE_YES}}<span class="st st-green"><span>有效</span></span>{{/LIVE_YES}}
                {{#VOIDED_YES}}
                  <span class="st st-grey"><span>已作废</span></span>
                  <span class="sub">{{VOIDED_AT}} {{VOIDER_TITLE}}：{{VOID_REASON}}</span>
                {{/VOIDED_YES}}
              </td>
            </tr>
          {{/ROW}}
        </tbody>
      </table>
    {{/HAS_ROWS}}
    {{>EMPTY}}
  </section>
</div>
