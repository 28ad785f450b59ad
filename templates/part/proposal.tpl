{{%AUTOESCAPE context="HTML"}}
<section class="panel" id="proposal" aria-labelledby="proposal-h">
  <div class="ph"><h2 id="proposal-h">等待核准的提议</h2><span class="r"><span class="st st-amber"><span>待核准</span></span></span></div>
  <dl class="facts">
    <div><dt>提议人</dt><dd>{{PROPOSED_BY_LABEL}}<small>{{PROPOSED_AT}}</small></dd></div>
    <div><dt>提议</dt><dd>{{WHAT}}</dd></div>
    <div><dt>施行日期</dt><dd>{{FROM_DAY}}</dd></div>
    <div><dt>理由</dt><dd>{{PROPOSAL_REASON}}{{#LAW_YES}}<small>上位法：{{LAW}}</small>{{/LAW_YES}}</dd></div>
  </dl>
  {{#MAY_RULE}}
    <form method="post" action="{{PROPOSAL_HREF}}" data-guard>
      <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
      <input type="hidden" name="proposal" value="{{PROPOSAL_ID}}"><button type="submit" disabled hidden></button>
      <div class="fgrid">{{>FIELD}}</div>
      {{#ASKS_PASSWORD}}<div class="pb">{{>PASSWORD}}</div>{{/ASKS_PASSWORD}}
      <div class="pf">
        <button class="btn btn-primary" name="action" value="approve"{{#ASKS_PASSWORD}}{{#OF_RULE}} formaction="/rules/{{PROPOSAL_KEY}}/password"{{/OF_RULE}}{{#OF_PROCEDURE}} formaction="/procedures/{{PROPOSAL_KEY}}/new-version/password"{{/OF_PROCEDURE}}{{/ASKS_PASSWORD}}>
          核准
        </button> <button class="btn btn-plain" name="action" value="decline">
          不同意
        </button>
        　核准后自施行日期起生效，不追溯，写入操作日志。
      </div>
    </form>
  {{/MAY_RULE}}
  {{#MAY_WITHDRAW}}
    <form method="post" action="{{PROPOSAL_HREF}}">
      <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
      <input type="hidden" name="proposal" value="{{PROPOSAL_ID}}">
      <div class="pf"><button class="btn btn-plain" name="action" value="withdraw">撤回提议</button>　由中心领导中的另一人核准，提议人不能核准自己的提议。</div>
    </form>
  {{/MAY_WITHDRAW}}
</section>
