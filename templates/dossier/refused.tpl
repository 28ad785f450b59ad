{{%AUTOESCAPE context="HTML"}}
<div class="pagehead"><div><h1>档案没有生成</h1></div></div>
<section class="panel">
  <div class="pb"><p data-sentence>{{REFUSED_TEXT}}</p><p><a href="{{SYSTEM_HREF}}">返回系统页面</a></p></div>
</section>
