{{%AUTOESCAPE context="HTML"}}
<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div></div>
{{>ERRORS}}
<div class="stack">
  <section class="panel" aria-label="保留期">
    <div class="ph"><h2>保留期</h2></div>
    <dl class="facts">
      <div><dt>最早一行</dt><dd>{{FIRST_AT}}<small>{{FIRST_TEXT}}</small></dd></div>
      <div><dt>至少保留</dt><dd>{{KEEP_DAYS_TEXT}}<small>依据第三十一条，只能增加</small></dd></div>
      <div><dt>签发过检查点的日子</dt><dd>{{SIGNED_TEXT}}<small>移出的行之后须有 184 个</small></dd></div>
      <div><dt>现在可归档至</dt><dd>{{LATEST_DAY}}<small>{{LATEST_TEXT}}</small></dd></div>
    </dl>
    {{#MAY_NOT}}<div class="pf">现在不能归档：{{WHY_NOT_TEXT}}。</div>{{/MAY_NOT}}
  </section>
  {{#MAY_EDIT}}
    <section class="panel" id="ask">
      <div class="ph"><h2>申请归档</h2></div>
      <form method="post" data-guard>
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <button type="submit" disabled hidden></button>
        <div class="fgrid">{{>FIELD}}</div>
        <div class="pf"><button class="btn btn-primary" name="action" value="ask">提出申请</button>　由审计管理岗核准后办理。移出的行只在归档文件里，不能放回。</div>
      </form>
    </section>
  {{/MAY_EDIT}}
  {{#WAITING_ONE}}
    <section class="panel" aria-label="正在办理的归档">
      <div class="ph"><h2>正在办理</h2><span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span></div>
      <dl class="facts">
        <div><dt>申请</dt><dd>{{ASKED_BY_LABEL}}<small>{{ASKED_AT}}</small></dd></div>
        <div><dt>归档至</dt><dd>{{UNTIL_DAY}}<small>第 {{FIRST_SEQ_N}} 行至第 {{LAST_SEQ_N}} 行</small></dd></div>
        <div><dt>理由</dt><dd>{{REASON}}</dd></div>
      </dl>
      {{#MAY_RULE}}
        <form method="post" data-guard>
          <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
          <input type="hidden" name="archive" value="{{ARCHIVE_ID}}"><button type="submit" disabled hidden></button>
          <div class="fgrid">{{>FIELD}}</div>
          <div class="pf">
            <button class="btn btn-primary" name="action" value="consent">
              同意归档
            </button> <button class="btn btn-plain" name="action" value="refuse">
              不同意
            </button>
            　同意后写出归档文件、校验、签名，再移出这些行。移出的行不能放回。
          </div>
        </form>
      {{/MAY_RULE}}
    </section>
  {{/WAITING_ONE}}
  <section class="panel" aria-label="归档记录">
    <div class="ph"><h2>归档记录</h2></div>
    {{#HAS_ROWS}}
      <table class="tbl t cards">
        <caption class="visually-hidden">归档记录，新的在前</caption>
        <thead>
          <tr>
            <th scope="col">申请</th>
            <th scope="col">范围</th>
            <th scope="col">核准</th>
            <th scope="col">结果</th>
            <th scope="col">归档文件</th>
          </tr>
        </thead>
        <tbody>
          {{#ROW}}
            <tr>
              <td data-th="申请">
                {{ASKED_BY_LABEL}}<span class="sub"><time class="nw">{{ASKED_AT}}</time></span>
                <span class="sub wrap">{{REASON}}</span>
              </td>
              <td data-th="范围">
                <span class="nw">至 {{UNTIL_DAY}}</span><span class="sub">第 {{FIRST_SEQ_N}} 行至第 {{LAST_SEQ_N}} 行</span>
              </td>
              <td data-th="核准">
                {{#RULED_YES}}
                  {{RULED_BY_LABEL}}<span class="sub"><time class="nw">{{RULED_AT}}</time></span>
                  {{#NOTE}}<span class="sub wrap">{{NOTE}}</span>{{/NOTE}}
                {{/RULED_YES}}
                {{#UNRULED_YES}}—{{/UNRULED_YES}}
              </td>
              <td data-th="结果">
                <span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span>
                {{#ENDED_YES}}<span class="sub"><time class="nw">{{ENDED_AT}}</time></span>{{/ENDED_YES}}
                {{#FAILURE}}<span class="sub wrap">{{FAILURE}}</span>{{/FAILURE}}
              </td>
              <td data-th="归档文件">
                {{#FILE_YES}}
                  <span class="mono">{{FILE}}</span><span class="sub">{{ROWS_N}} 行</span>
                  <span class="sub wrap mono">{{DIGEST_HEX}}</span>
                {{/FILE_YES}}
                {{#UNWRITTEN_YES}}—{{/UNWRITTEN_YES}}
              </td>
            </tr>
          {{/ROW}}
        </tbody>
      </table>
    {{/HAS_ROWS}}
    {{>EMPTY}}
    {{>PAGER}}
    <div class="pf">归档文件在服务器数据目录的 archive 下，首尾签名，可用 zwy-verify 单独校验；表中的长码是文件的 BLAKE2b-256 值（b2sum -l 256）。</div>
  </section>
</div>
