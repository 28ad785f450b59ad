{{%AUTOESCAPE context="HTML"}}
<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div><div class="acts"></div></div>
{{>ERRORS}}
<div class="stack">
  {{>IMPORT}}
  {{#DAY_SAMPLE}}<p class="mut">按日报送用<a href="{{DAY_SAMPLE_HREF}}">日数模板</a>，一行是一台机器的一日。</p>{{/DAY_SAMPLE}}
</div>
