{{%AUTOESCAPE context="HTML"}}<article class="sheet" tabindex="0" aria-label="年度上云计划汇总表"><h1>{{YEAR}} 年省级政务云年度上云计划汇总表</h1>
<p class="no"><span>依据：《四川省省级政务云管理暂行办法》第六条</span><span>{{DATE_TEXT}}</span></p>
{{>TABLE}}
{{#HAS_ROWS}}<table class="a4"><caption>计划项</caption><thead><tr><th scope="col">单位</th><th scope="col">系统</th><th scope="col">类型</th><th scope="col">季度</th><th scope="col">处理器（核）</th><th scope="col">内存（GB）</th><th scope="col">存储（GB）</th><th scope="col">经费（万元）</th><th scope="col">采纳意见</th></tr></thead><tbody>
{{#ROW}}<tr><td>{{UNIT_NAME}}</td><td>{{SYSTEM_NAME}}</td><td>{{KIND_LABEL}}</td><td>{{QUARTER_LABEL}}</td><td class="num">{{VCPU_N}}</td><td class="num">{{MEMORY_N}}</td><td class="num">{{STORAGE_N}}</td><td class="num">{{FUNDS_TEXT}}</td><td>{{DECISION_LABEL}}{{#REASON}}：{{REASON}}{{/REASON}}</td></tr>
{{/ROW}}</tbody></table>{{/HAS_ROWS}}
<p class="foot-n">本表由四川省省级政务云管理平台生成，内容以平台记录为准。</p></article>
