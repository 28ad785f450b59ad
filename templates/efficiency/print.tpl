{{%AUTOESCAPE context="HTML"}}<article class="sheet letter" tabindex="0" aria-label="使用效率评分年度表"><h1>{{YEAR}} 年省级政务云使用单位使用效率评分表</h1>
<p class="body">依据《四川省省级政务云管理暂行办法》第三十二条，截至 {{DATE_TEXT}}。</p>
<table class="a4 list"><caption class="visually-hidden">各单位各季度使用效率评分</caption><thead><tr><th scope="col">使用单位</th><th scope="col">第一季度</th><th scope="col">第二季度</th><th scope="col">第三季度</th><th scope="col">第四季度</th><th scope="col">全年平均</th><th scope="col">等级</th></tr></thead><tbody>
{{#ROW}}<tr><td>{{UNIT_NAME}}</td><td class="num">{{Q1_TEXT}}</td><td class="num">{{Q2_TEXT}}</td><td class="num">{{Q3_TEXT}}</td><td class="num">{{Q4_TEXT}}</td><td class="num">{{MEAN_TEXT}}</td><td>{{GRADE_TEXT}}</td></tr>
{{/ROW}}</tbody></table>
<p class="body">{{SUM_TEXT}}</p>
<p class="foot-n">本表由四川省省级政务云管理平台生成，作为集约高效建设考核的依据；评分经单位核对、异议处理后定稿，内容以平台记录为准。</p></article>
