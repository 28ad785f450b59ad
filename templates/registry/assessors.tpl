{{%AUTOESCAPE context="HTML"}}
<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div></div>
{{>ERRORS}}
<div class="stack">
  <section class="panel" aria-label="第三方机构列表">
    {{>FILTERS}}
    {{#HAS_ROWS}}
      <table class="tbl cards">
        <caption class="visually-hidden">第三方机构</caption>
        <thead>
          <tr>
            <th scope="col">机构</th>
            <th scope="col">类别</th>
            <th scope="col">资质编号</th>
            <th scope="col">资质范围</th>
            <th scope="col">有效期</th>
            <th scope="col">状态</th>
            <th scope="col"><span class="visually-hidden">维护</span></th>
          </tr>
        </thead>
        <tbody>
          {{#ROW}}
            <tr class="{{#EXPIRED_YES}}late{{/EXPIRED_YES}}">
              <td data-th="机构">{{NAME}}</td>
              <td data-th="类别"><span class="tag t-grey">{{KIND_LABEL}}</span></td>
              <td data-th="资质编号" class="nw">{{QUALIFICATION_NO}}</td>
              <td data-th="资质范围">{{SCOPE}}</td>
              <td data-th="有效期" class="nw">
                {{VALID_FROM_DAY}} 至 {{VALID_TO_DAY}}
                {{#FORMER}}<span class="sub">此前：{{FORMER}}</span>{{/FORMER}}
              </td>
              <td data-th="状态">
                {{#EXPIRED_YES}}<span class="st st-red"><span>资质已过期</span></span>{{/EXPIRED_YES}}
                {{#VALID_YES}}<span class="st st-green"><span>有效</span></span>{{/VALID_YES}}
                {{#ENDING_YES}}<span class="st st-amber"><span>60 日内到期</span></span>{{/ENDING_YES}}
              </td>
              <td data-th="维护" class="ops">
                {{#MAY_CHANGE}}
                  <a href="/assessors?edit={{ID:url_query_escape}}#add">修改<span class="visually-hidden"> {{NAME}}</span></a>
                  {{#MAY_END}}
                    <form method="post">
                      <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
                      <input type="hidden" name="assessor" value="{{ID}}">
                      <button class="btn btn-link" name="action" value="end">
                        停用<span class="visually-hidden"> {{NAME}}</span>
                      </button>
                    </form>
                  {{/MAY_END}}
                {{/MAY_CHANGE}}
              </td>
            </tr>
          {{/ROW}}
        </tbody>
      </table>
    {{/HAS_ROWS}}
    {{>EMPTY}}
    {{>PAGER}}
  </section>
  {{#MAY_EDIT}}
    <section class="panel" id="add">
      <div class="ph"><h2>{{#ADDING}}登记机构{{/ADDING}}{{#CHANGING}}修改机构和资质{{/CHANGING}}</h2></div>
      <form method="post">
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <button type="submit" disabled hidden></button>
        <div class="fgrid">{{>FIELD}}</div>
        {{#FORMER_TERMS}}
          <table class="tbl t cards">
            <caption class="visually-hidden">此前的有效期</caption>
            <thead>
              <tr><th scope="col">此前的有效期</th><th scope="col">类别</th><th scope="col">资质编号</th><th scope="col">资质范围</th></tr>
            </thead>
            <tbody>
              {{#TERM}}
                <tr>
                  <td data-th="此前的有效期" class="nw">{{VALID_FROM_DAY}} 至 {{VALID_TO_DAY}}</td>
                  <td data-th="类别">{{KIND_LABEL}}</td>
                  <td data-th="资质编号" class="nw">{{QUALIFICATION_NO}}</td>
                  <td data-th="资质范围">{{SCOPE}}</td>
                </tr>
              {{/TERM}}
            </tbody>
          </table>
        {{/FORMER_TERMS}}
        <div class="pf">
          {{#ADDING}}<button class="btn btn-primary" name="action" value="add">登记</button>{{/ADDING}}
          {{#CHANGING}}
            <button class="btn btn-primary" name="action" value="change">保存修改</button>　
            <button class="btn btn-plain" name="action" value="renew">登记续期</button>
            <a class="btn" href="/assessors#add">登记新的机构</a>
          {{/CHANGING}}
          　报告日期须在资质有效期内，提交报告时自动核对；续期的新有效期在现有的之后，现有的保留为此前的有效期。
        </div>
      </form>
    </section>
  {{/MAY_EDIT}}
</div>
