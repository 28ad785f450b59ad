{{%AUTOESCAPE context="HTML"}}<section class="panel solo"><div class="pb"><p class="mut mb-1">错误 {{CODE}}</p><h1 class="fs-4 mb-2">{{HEADING}}</h1>
<p data-sentence>{{SENTENCE}}</p>
{{#ADVICE}}<p class="mt-2">{{ADVICE}}</p>{{/ADVICE}}
{{#KEPT}}<div class="field mt-3"><label for="kept">您填写的意见</label><textarea class="form-control" id="kept" rows="3" readonly>{{KEPT:pre_escape}}</textarea></div>{{/KEPT}}
<div class="d-flex flex-wrap gap-2 mt-3">{{#BACK}}<a class="btn btn-primary" href="{{BACK_HREF}}">{{BACK_LABEL}}</a>{{/BACK}}<a class="btn btn-plain" href="/">回到工作台</a></div></div>
<div class="pf">请求号 <span class="mono">{{REQUEST_ID}}</span>　{{DATA_TIME}}（北京时间）。需要帮助请拨 {{SUPPORT_PHONE}}，报此号码。</div></section>
