{{%AUTOESCAPE context="HTML"}}
<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div></div>
<section class="panel" aria-label="联系人">{{>PAIRS}}<div class="pf">本次查看已记入操作日志，仅用于故障联动和服务协调。</div></section>
