{{%AUTOESCAPE context="HTML"}}<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}　只有省大数据中心可以看到</p></div><div class="acts"><a class="btn btn-plain" href="/matters/{{MATTER_ID}}">返回事项</a></div></div>
<div class="stack">
<section class="panel"><div class="ph"><h2>个人意见</h2></div>{{#HAS_ROWS}}<table class="tbl t cards"><caption class="visually-hidden">评审人员的个人意见</caption><thead><tr><th scope="col" class="num">轮次</th><th scope="col">评审人员</th><th scope="col">结论</th><th scope="col">意见</th><th scope="col">时间</th></tr></thead><tbody>
{{#ROW}}<tr><td data-th="轮次" class="num">{{ROUND_N}}</td><td data-th="评审人员">{{REVIEWER}}</td><td data-th="结论">{{VERDICT_LABEL}}</td><td data-th="意见" class="pre">{{OPINION:pre_escape}}</td><td data-th="时间"><time class="nw">{{GIVEN_AT}}</time></td></tr>
{{/ROW}}</tbody></table>{{/HAS_ROWS}}{{>EMPTY}}</section>
{{#HAS_INVITED}}<section class="panel"><div class="ph"><h2>邀请的专家</h2></div><ul class="rows">{{#INVITED}}<li><span class="gr">{{REVIEWER}}<span class="sub">{{SINCE_AT}} 邀请{{#DECLARED_YES}}，已申请回避{{/DECLARED_YES}}</span></span></li>{{/INVITED}}</ul></section>{{/HAS_INVITED}}
</div>
