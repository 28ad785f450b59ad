{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div>
    <h1>{{TITLE}}<span class="st st-{{GRADE_TONE}}"><span>{{GRADE_LABEL}}</span></span></h1>
    <p>
      {{SHEET_LABEL}}　得分 {{TOTAL_TEXT}}　结算系数 {{COEFFICIENT_TEXT}}　数据冻结于 {{FROZEN_AT}}
      {{#RULES_LATER}}（季末参数分值不合，按 {{RULES_DAY}} 起的参数计分）{{/RULES_LATER}}　{{STANDING_TEXT}}{{#VETOED}}　一票否决{{/VETOED}}
    </p>
  </div>
  <div class="acts">
    <a class="btn btn-plain" href="/matters/{{MATTER_ID}}">办理过程</a>
    <a class="btn btn-plain" href="/assess/{{PERIOD}}/{{PROVIDER_CODE}}/print">打印件</a>
  </div>
</div>
<div class="stack">
  {{>CLOSED}}
  <section class="panel" aria-label="评分表">
    <div class="ph"><h2>评分表</h2></div>
    <table class="tbl cards">
      <caption class="visually-hidden">评分表</caption>
      <thead>
        <tr>
          <th scope="col">指标</th>
          <th scope="col" class="num">分值</th>
          <th scope="col" class="num">计算得分</th>
          <th scope="col" class="num">调整</th>
          <th scope="col" class="num">得分</th>
          <th scope="col">计算过程和扣分明细</th>
        </tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr id="i-{{INDICATOR}}">
            <td data-th="指标">{{INDICATOR}} {{LABEL}}<span class="sub">{{DIMENSION_LABEL}}　{{RULE}}</span></td>
            <td data-th="分值" class="num">{{WEIGHT_TEXT}}</td>
            <td data-th="计算得分" class="num">{{COUNTED_TEXT}}</td>
            <td data-th="调整" class="num">{{ADJUSTED_TEXT}}</td>
            <td data-th="得分" class="num"><span class="st st-{{POINTS_TONE}}"><span>{{POINTS_TEXT}}</span></span></td>
            <td data-th="计算过程和扣分明细">
              {{WORDS}}<span class="sub">取数：{{SOURCE}}</span>
              {{#HAS_FACTS}}
                <details>
                  <summary>明细 {{FACT_COUNT}} 条</summary>
                  <ul>
                    {{#FACT}}
                      <li>
                        {{#OPEN}}<a href="{{RECORD_HREF}}">打开记录</a>　{{/OPEN}}{{FACT_WORDS}}
                        {{#COSTS}}　<strong>{{FACT_COST}}</strong>{{/COSTS}}
                      </li>
                    {{/FACT}}
                  </ul>
                </details>
              {{/HAS_FACTS}}
            </td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
    <p class="pb">{{TOTAL_WORDS}}。</p>
    {{#CRITICISM}}
      {{#HAS_CRITICISM}}
        <div class="pb">
          <h3>通报批评</h3>
          <ul>
            {{#FACT}}
              <li>
                {{#OPEN}}<a href="{{RECORD_HREF}}">打开记录</a>　{{/OPEN}}{{FACT_WORDS}}
                {{#COSTS}}　<strong>{{FACT_COST}}</strong>{{/COSTS}}
              </li>
            {{/FACT}}
          </ul>
        </div>
      {{/HAS_CRITICISM}}
    {{/CRITICISM}}
    {{#VETO}}
      {{#HAS_VETO}}
        <div class="pb">
          <h3>一票否决情形</h3>
          <ul>
            {{#FACT}}
              <li>
                {{#OPEN}}<a href="{{RECORD_HREF}}">打开记录</a>　{{/OPEN}}{{FACT_WORDS}}
                {{#COSTS}}　<strong>{{FACT_COST}}</strong>{{/COSTS}}
              </li>
            {{/FACT}}
          </ul>
        </div>
      {{/HAS_VETO}}
    {{/VETO}}
    {{>PAGER}}
  </section>
  {{>PANEL_MAIN}}
</div>
