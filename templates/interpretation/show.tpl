{{%AUTOESCAPE context="HTML"}}
<article class="stack solo">
  {{#INTERPRETATION}}
    <div class="pagehead">
      <div><h1>关于{{ARTICLE_LABEL}}的解释</h1><p>四川省大数据中心　{{SHOWN_AT}} 公布</p></div>
      <div class="acts">
        {{#MATTER_YES}}<a class="btn btn-plain" href="/matters/{{MATTER_ID}}">办理过程</a>{{/MATTER_YES}}
        <button class="btn btn-plain" type="button" data-print hidden>
          <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印
        </button>
      </div>
    </div>
    {{#WITHDRAWN_YES}}
      <div class="note n-amber">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-triangle"/>
        </svg>
        <div>本解释已于 {{WITHDRAWN_AT}} 撤回，仅供查考。理由：{{WITHDRAWN_REASON}}</div>
      </div>
    {{/WITHDRAWN_YES}}
    <section class="panel"><div class="ph"><h2>问题</h2></div><div class="pb pre">{{QUESTION_TEXT:pre_escape}}</div></section>
    <section class="panel"><div class="ph"><h2>答复</h2></div><div class="pb pre">{{ANSWER_TEXT:pre_escape}}</div></section>
  {{/INTERPRETATION}}
  {{>ERRORS}}
  {{#MAY_WITHDRAW}}
    <section class="panel">
      <div class="ph"><h2>撤回</h2></div>
      <form method="post">
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <div class="fgrid">{{>FIELD}}</div>
        <div class="pf"><button class="btn btn-plain" name="action" value="withdraw">撤回本解释</button>　撤回后不能恢复，可以重新解释。</div>
      </form>
    </section>
  {{/MAY_WITHDRAW}}
</article>
