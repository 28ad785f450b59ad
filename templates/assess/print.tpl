{{%AUTOESCAPE context="HTML"}}<article class="sheet letter" tabindex="0" aria-label="{{TITLE}}"><h1>{{TITLE}}</h1>
<p class="body">{{PROVIDER_NAME}}（{{SHEET_LABEL}}）{{PERIOD_LABEL}}考核得 {{TOTAL_TEXT}} 分，等次{{GRADE_LABEL}}。结算系数：{{COEFFICIENT_TEXT}}。{{STANDING_TEXT}}。{{#VETOED}}有一票否决情形。{{/VETOED}}</p>
<table class="a4"><caption>评分表</caption><thead><tr><th scope="col">编号</th><th scope="col">指标</th><th scope="col">分值</th><th scope="col">得分</th><th scope="col">计算过程</th></tr></thead><tbody>{{#ROW}}<tr><td>{{INDICATOR}}</td><td>{{LABEL}}</td><td class="num">{{WEIGHT_TEXT}}</td><td class="num">{{POINTS_TEXT}}</td><td>{{WORDS}}</td></tr>{{/ROW}}</tbody></table>
<p class="body">加分 {{BONUS_TEXT}}，通报批评扣分 {{CRITICISM_TEXT}}，合计 {{TOTAL_TEXT}}。数据冻结于 {{FROZEN_AT}}。</p>
{{#CRITICISM}}{{#HAS_CRITICISM}}<p class="body">通报批评：{{#FACT}}{{FACT_WORDS}}；{{/FACT}}</p>{{/HAS_CRITICISM}}{{/CRITICISM}}{{#VETO}}{{#HAS_VETO}}<p class="body">一票否决情形：{{#FACT}}{{FACT_WORDS}}；{{/FACT}}</p>{{/HAS_VETO}}{{/VETO}}
<table class="a4"><caption>扣分明细</caption><thead><tr><th scope="col">编号</th><th scope="col">记录</th><th scope="col">扣分</th></tr></thead><tbody>{{#ROW}}{{#FACT}}{{#COSTS}}<tr><td>{{INDICATOR}}</td><td>{{FACT_WORDS}}</td><td class="num">{{FACT_COST}}</td></tr>{{/COSTS}}{{/FACT}}{{/ROW}}</tbody></table>
<p class="foot-n">依据：第三十三条。本件由四川省省级政务云管理平台生成，内容以平台记录为准。</p></article>
