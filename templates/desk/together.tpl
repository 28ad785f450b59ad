{{%AUTOESCAPE context="HTML"}}<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div></div>
{{>ERRORS}}
<form class="stack" method="post" data-guard><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
<section class="panel"><div class="ph"><h2>将一并办理的事项</h2><span class="r">{{COUNT_TEXT}}</span></div>
<div class="scroll" tabindex="0" role="group" aria-label="可横向滚动"><table class="tbl t cards"><caption class="visually-hidden">将一并办理的事项</caption><thead><tr><th scope="col">编号</th><th scope="col">信息系统 / 单位</th><th scope="col">当前环节</th><th scope="col">能否办理</th></tr></thead><tbody>
{{#ROW}}<tr><td data-th="编号"><a href="/matters/{{MATTER_ID}}">{{NUMBER}}</a></td><td data-th="系统 / 单位">{{SUBJECT}}<span class="sub">{{UNIT_NAME}}</span></td><td data-th="当前环节">{{STATE_LABEL}}</td><td data-th="能否办理">{{#READY_YES}}<input type="hidden" name="matter" value="{{MATTER_ID}}:{{STEP}}"><span class="st st-green"><span>可以办理</span></span>{{/READY_YES}}{{#BLOCKED_YES}}<span class="st st-red"><span>不能一并办理</span></span><span class="sub">{{REASON}}</span>{{/BLOCKED_YES}}</td></tr>
{{/ROW}}</tbody></table></div></section>
<section class="panel opinion" id="act"><div class="ph"><h2>统一意见</h2></div><div class="pb"><div class="field"><label for="f-opinion">意见</label><textarea class="form-control" id="f-opinion" name="opinion" rows="3" data-max="500">{{OPINION:pre_escape}}</textarea>{{>PHRASES}}</div></div>
<div class="pf d-flex flex-wrap gap-2 align-items-center">{{#ACTION}}<button class="btn btn-{{ACTION_STYLE}}" name="action" value="{{ACTION_KEY}}">{{ACTION_LABEL}}</button>{{/ACTION}}<a class="btn btn-plain" href="/inbox">返回</a><span class="ms-auto">逐件生效；其中一件失败不影响其余，结果逐件列出</span></div></section></form>
