{{%AUTOESCAPE context="HTML"}}
<section class="panel{{#WIDE}} wide{{/WIDE}}"><div class="ph"><h2>{{PANEL_HEADING}}</h2><span class="r">{{PANEL_NOTE}}{{#MORE}} <a href="{{MORE_HREF}}">{{MORE_TEXT}}</a>{{/MORE}}</span></div>{{>CONTENT}}{{#FOOT}}<div class="pf">{{FOOT_TEXT}}</div>{{/FOOT}}</section>
