{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    <a class="btn btn-plain" href="{{EXPORT_HREF}}">
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#box-arrow-up"/></svg>
      导出并签名
    </a>
  </div>
</div>
{{>ERRORS}}
<div class="stack">
  <section class="panel" aria-label="日志链状态">
    <div class="ph">
      <h2>日志链</h2>
      <span class="st st-{{CHAIN_TONE}}"><span>{{CHAIN_LABEL}}</span></span><span class="r">{{CHECKED_TEXT}}</span>
    </div>
    <dl class="facts">
      <div><dt>末行</dt><dd>{{LAST_SEQ_N}}<small>{{LAST_AT}}</small></dd></div>
      <div><dt>链首短码</dt><dd><span class="mono">{{HEAD_CODE}}</span><small>与回执、报告上的核验码比对</small></dd></div>
      <div><dt>最近检查点</dt><dd>{{CHECKPOINT_AT}}<small>{{CHECKPOINT_TEXT}}</small></dd></div>
      <div><dt>最早一行</dt><dd>{{FIRST_AT}}<small>{{FIRST_TEXT}}</small></dd></div>
    </dl>
    <div class="pf d-flex flex-wrap gap-2 align-items-center">
      <span class="me-auto">{{ARCHIVE_TEXT}}</span>
      <a class="btn btn-plain" href="/audit/archives">
        <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#archive"/></svg>日志归档
      </a>
      {{#MAY_VERIFY}}
        <form method="post">
          <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
          <button class="btn btn-plain" name="action" value="verify">
            <svg class="bi" aria-hidden="true" focusable="false">
              <use href="/static/icons.svg?v={{STATIC_VERSION}}#link-45deg"/>
            </svg>
            校验全链
          </button>
        </form>
      {{/MAY_VERIFY}}
    </div>
  </section>
  <section class="panel" aria-label="日志">
    {{>FILTERS}}
    {{#HAS_ROWS}}
      <table class="tbl t cards">
        <caption class="visually-hidden">操作日志，新的在前</caption>
        <thead>
          <tr>
            <th scope="col" class="num">行号</th>
            <th scope="col">时间</th>
            <th scope="col">单位与岗位</th>
            <th scope="col">动作</th>
            <th scope="col">对象</th>
            <th scope="col">结果</th>
            <th scope="col" class="hide-m">摘要</th>
          </tr>
        </thead>
        <tbody>
          {{#ROW}}
            <tr class="{{#REFUSED_YES}}late{{/REFUSED_YES}}">
              <td data-th="行号" class="num">{{SEQ_N}}</td>
              <td data-th="时间"><time class="nw">{{TS_AT}}</time></td>
              <td data-th="单位与岗位">{{ACTOR}}<span class="sub">{{SOURCE}}</span></td>
              <td data-th="动作">{{ACTION_LABEL}}<span class="sub mono nw">{{ACTION}}</span></td>
              <td data-th="对象">{{OBJECT_LABEL}}<span class="sub mono">{{OBJECT}}</span><span class="sub wrap">{{DETAIL}}</span></td>
              <td data-th="结果"><span class="st st-{{OUTCOME_TONE}}"><span>{{OUTCOME_LABEL}}</span></span></td>
              <td data-th="摘要" class="hide-m"><span class="mono nw">{{H_CODE}}</span></td>
            </tr>
          {{/ROW}}
        </tbody>
      </table>
    {{/HAS_ROWS}}
    {{>EMPTY}}
    {{>PAGER}}
    <div class="pf">只读。任何人不能修改或删除；查看本页也记入日志。每一行的摘要都含上一行的摘要，改动任何一行都会使其后全部失配。</div>
  </section>
</div>
