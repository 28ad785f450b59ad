{{%AUTOESCAPE context="HTML"}}<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div><div class="acts"></div></div>
{{>ERRORS}}<div class="stack">{{>IMPORT}}</div>
