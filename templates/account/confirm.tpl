{{%AUTOESCAPE context="HTML"}}<div class="stack solo"><div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div></div>
{{>ERRORS}}
<section class="panel" aria-label="再次验证口令"><form method="post"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">{{#CARRIED}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">{{/CARRIED}}<div class="pb"><p class="mb-3">{{SENTENCE}}</p>
<div class="field"><label for="f-password">您的口令<span class="req" aria-hidden="true">*</span></label><span class="hint" id="f-password-h">此事后果重大，须再次验证身份</span><input class="form-control" type="password" id="f-password" name="password" autocomplete="current-password" aria-describedby="f-password-h" required></div></div>
<div class="pf d-flex flex-wrap gap-2 align-items-center"><button class="btn btn-primary" name="action" value="{{ACTION_KEY}}">{{ACTION_LABEL}}</button><a class="btn btn-plain" href="{{BACK_HREF}}">返回</a></div></form></section></div>
