{{%AUTOESCAPE context="HTML"}}<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div></div>
<div class="stack"><section class="panel" aria-label="缺项列表">{{>TABS}}
<p class="pb mut">二级以上系统应有有效的等级保护测评，三级以上还应有有效的密码应用安全性评估；没有登记或者已过期的列在这里</p>
{{#SYSTEMS}}{{#HAS_ROWS}}<table class="tbl cards"><caption class="visually-hidden">信息系统缺项</caption><thead><tr><th scope="col">信息系统</th><th scope="col">使用单位</th><th scope="col">等保级别</th><th scope="col">缺</th></tr></thead><tbody>
{{#ROW}}<tr><td data-th="信息系统"><a class="name" href="/systems/{{ID}}">{{NAME}}</a></td><td data-th="使用单位">{{UNIT_NAME}}</td><td data-th="等保级别">第 {{LEVEL_NO}} 级</td><td data-th="缺">{{#PROTECTION_YES}}<span class="st st-red"><span>等级保护测评</span></span><br>{{/PROTECTION_YES}}{{#CRYPTOGRAPHY_YES}}<span class="st st-red"><span>密码应用评估</span></span>{{/CRYPTOGRAPHY_YES}}</td></tr>
{{/ROW}}</tbody></table>{{/HAS_ROWS}}{{/SYSTEMS}}
{{>EMPTY}}{{>PAGER}}</section>
{{#PLATFORMS}}{{#HAS_ROWS}}<section class="panel" aria-labelledby="platforms"><div class="ph"><h2 id="platforms">云平台缺项</h2></div><table class="tbl cards"><caption class="visually-hidden">云平台缺项</caption><thead><tr><th scope="col">云平台</th><th scope="col">运行单位</th><th scope="col">缺</th></tr></thead><tbody>
{{#ROW}}<tr><td data-th="云平台">{{NAME}}</td><td data-th="运行单位">{{OPERATOR_NAME}}</td><td data-th="缺">{{#PROTECTION_YES}}<span class="st st-red"><span>等级保护第三级测评</span></span><br>{{/PROTECTION_YES}}{{#CRYPTOGRAPHY_YES}}<span class="st st-red"><span>密码应用评估</span></span><br>{{/CRYPTOGRAPHY_YES}}{{#ASSESSMENT_YES}}<span class="st st-red"><span>云计算服务安全评估</span></span>{{/ASSESSMENT_YES}}</td></tr>
{{/ROW}}</tbody></table></section>{{/HAS_ROWS}}{{/PLATFORMS}}</div>
