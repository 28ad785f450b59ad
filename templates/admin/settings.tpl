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
<div class="stack">
  <div class="note n-blue">
    <svg class="bi" aria-hidden="true" focusable="false">
      <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle"/>
    </svg>
    <div>办法没有写明的数字，由本系统默认参数补足，可以调整。每次调整由一人提议、中心领导中的另一人核准，有施行日期，不追溯已办结的事项。</div>
  </div>
  {{#BREACHES}}
    <div class="note n-red" role="note">
      <svg class="bi" aria-hidden="true" focusable="false">
        <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-triangle"/>
      </svg>
      <div><strong>参数不合</strong><ul>{{#BREACH}}<li>{{BREACH_TEXT}}</li>{{/BREACH}}</ul></div>
    </div>
  {{/BREACHES}}
  {{#HAS_WAITING}}
    <section class="panel" id="waiting">
      <div class="ph"><h2>等待核准的提议</h2></div>
      <table class="tbl t cards">
        <caption class="visually-hidden">等待核准的提议</caption>
        <thead><tr><th scope="col">参数或流程</th><th scope="col">提议</th><th scope="col">施行</th><th scope="col">提议人</th></tr></thead>
        <tbody>
          {{#WAITING}}
            <tr>
              <td data-th="参数或流程"><a class="name" href="{{HREF}}">{{LABEL}}</a></td>
              <td data-th="提议">{{WHAT}}</td>
              <td data-th="施行" class="nw">{{VALID_FROM_DAY}}</td>
              <td data-th="提议人">{{PROPOSED_BY_LABEL}}<span class="sub nw">{{PROPOSED_AT}}</span></td>
            </tr>
          {{/WAITING}}
        </tbody>
      </table>
    </section>
  {{/HAS_WAITING}}
  {{#SETTING_GROUP}}
    <section class="panel">
      <div class="ph"><h2>{{GROUP_LABEL}}</h2></div>
      <table class="tbl t cards">
        <caption class="visually-hidden">{{GROUP_LABEL}}参数</caption>
        <thead>
          <tr>
            <th scope="col">参数</th>
            <th scope="col" class="num">现值</th>
            <th scope="col">单位</th>
            <th scope="col">依据</th>
            <th scope="col">性质</th>
            <th scope="col">施行</th>
            <th scope="col" class="ops">操作</th>
          </tr>
        </thead>
        <tbody>
          {{#ROW}}
            <tr>
              <td data-th="参数">{{LABEL}}<span class="sub mono">{{KEY}}</span></td>
              <td data-th="现值" class="num">
                {{VALUE}}{{#COMING_YES}}<span class="sub warn">{{COMING_DAY}} 起 {{COMING_VALUE}}</span>{{/COMING_YES}}
              </td>
              <td data-th="单位">{{UNIT}}</td>
              <td data-th="依据">{{BASIS}}{{#HIGHER_LAW_YES}}<span class="sub warn">上位法：{{HIGHER_LAW}}</span>{{/HIGHER_LAW_YES}}</td>
              <td data-th="性质"><span class="tag t-{{MARK_TONE}}">{{MARK}}</span></td>
              <td data-th="施行" class="nw">{{VALID_FROM_DAY}}<span class="sub">{{CHANGED_BY}}</span></td>
              <td data-th="操作" class="ops">
                <a href="/rules/{{KEY}}">
                  {{#MAY_EDIT}}提议调整{{/MAY_EDIT}}{{#READ_ONLY}}查看{{/READ_ONLY}}<span class="visually-hidden">{{LABEL}}</span>
                </a>
              </td>
            </tr>
          {{/ROW}}
        </tbody>
      </table>
    </section>
  {{/SETTING_GROUP}}
  {{>EMPTY}}
  {{>PAGER}}
</div>
