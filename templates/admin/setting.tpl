{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印
    </button>
  </div>
</div>
<div class="stack solo">
  {{>ERRORS}}
  {{#BREACHES}}
    <div class="note n-red" role="note">
      <svg class="bi" aria-hidden="true" focusable="false">
        <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-triangle"/>
      </svg>
      <div><strong>参数不合</strong><ul>{{#BREACH}}<li>{{BREACH_TEXT}}</li>{{/BREACH}}</ul></div>
    </div>
  {{/BREACHES}}
  <section class="panel">
    <div class="ph"><h2>现行</h2><span class="r"><span class="tag t-{{MARK_TONE}}">{{MARK}}</span></span></div>
    <div class="pb">
      <dl class="kv">
        <dt>参数</dt>
        <dd>{{LABEL}}　<span class="mono">{{KEY}}</span></dd>
        <dt>现值</dt>
        <dd><b>{{VALUE}}</b> {{UNIT}}</dd>
        <dt>依据</dt>
        <dd>{{BASIS}}</dd>
        {{#HIGHER_LAW_YES}}<dt>上位法</dt><dd>{{HIGHER_LAW}}　优先于办法规定的数值</dd>{{/HIGHER_LAW_YES}}
        <dt>施行</dt>
        <dd>{{VALID_FROM_DAY}}　{{CHANGED_BY}}{{#COMING_YES}}　{{COMING_DAY}} 起 {{COMING_VALUE}}{{/COMING_YES}}</dd>
        <dt>允许范围</dt>
        <dd>{{RANGE_TEXT}}</dd>
      </dl>
    </div>
  </section>
  {{>PROPOSAL}}
  {{#MAY_EDIT}}
    <section class="panel">
      <div class="ph"><h2>提议调整</h2><span class="r">由中心领导中的另一人核准后生效</span></div>
      <form method="post" action="/rules/{{KEY}}" data-guard>
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <button type="submit" disabled hidden></button>
        <div class="fgrid">{{>FIELD}}</div>
        <div class="pf"><button class="btn btn-primary" name="action" value="propose">提出提议</button>　核准后从施行日期起用，不追溯已办结的事项。</div>
      </form>
    </section>
  {{/MAY_EDIT}}
  <section class="panel">
    <div class="ph"><h2>历次取值</h2></div>
    {{#HAS_ROWS}}
      <table class="tbl t cards">
        <caption class="visually-hidden">历次取值</caption>
        <thead>
          <tr><th scope="col">施行</th><th scope="col" class="num">取值</th><th scope="col">提议、核准与时间</th><th scope="col">理由</th></tr>
        </thead>
        <tbody>
          {{#VALUE_ROW}}
            <tr>
              <td data-th="施行" class="nw">{{VALID_FROM_DAY}}</td>
              <td data-th="取值" class="num">{{VALUE}}</td>
              <td data-th="调整">
                {{CHANGED_BY}}{{#APPROVED_BY}}，{{APPROVED_BY}}核准{{/APPROVED_BY}}<span class="sub nw">{{CHANGED_AT}}</span>
              </td>
              <td data-th="理由" class="pre">
                {{REASON:pre_escape}}{{#HIGHER_LAW}}<span class="sub wrap">上位法：{{HIGHER_LAW}}</span>{{/HIGHER_LAW}}
              </td>
            </tr>
          {{/VALUE_ROW}}
        </tbody>
      </table>
    {{/HAS_ROWS}}
    {{#NO_VALUES}}<div class="pb">用的是初始值，没有调整过。</div>{{/NO_VALUES}}
  </section>
  {{#MAY_SEE}}
    <section class="panel">
      <div class="ph"><h2>历次提议</h2></div>
      {{#HAS_ROWS}}
        <table class="tbl t cards">
          <caption class="visually-hidden">历次提议，新的在前</caption>
          <thead>
            <tr>
              <th scope="col">提议</th>
              <th scope="col">施行</th>
              <th scope="col">提议人</th>
              <th scope="col">结果</th>
              <th scope="col">核准人</th>
              <th scope="col">理由</th>
            </tr>
          </thead>
          <tbody>
            {{#ROW}}
              <tr>
                <td data-th="提议">{{WHAT}}</td>
                <td data-th="施行" class="nw">{{VALID_FROM_DAY}}</td>
                <td data-th="提议人">{{PROPOSED_BY_LABEL}}<span class="sub"><time class="nw">{{PROPOSED_AT}}</time></span></td>
                <td data-th="结果">
                  <span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span>
                  {{#ENDED_YES}}<span class="sub"><time class="nw">{{ENDED_AT}}</time></span>{{/ENDED_YES}}
                  {{#NOTE}}<span class="sub wrap">{{NOTE}}</span>{{/NOTE}}
                </td>
                <td data-th="核准人">{{#RULED_YES}}{{RULED_BY_LABEL}}{{/RULED_YES}}</td>
                <td data-th="理由" class="pre">
                  {{REASON:pre_escape}}{{#HIGHER_LAW}}<span class="sub wrap">上位法：{{HIGHER_LAW}}</span>{{/HIGHER_LAW}}
                </td>
              </tr>
            {{/ROW}}
          </tbody>
        </table>
      {{/HAS_ROWS}}
      {{>EMPTY}}
      {{>PAGER}}
    </section>
  {{/MAY_SEE}}
</div>
