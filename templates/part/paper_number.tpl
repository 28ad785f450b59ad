{{%AUTOESCAPE context="HTML"}}
<p class="no">
  <span>文号：{{#OFFICIAL}}{{OFFICIAL_NUMBER}}{{/OFFICIAL}}{{#BLANK}}<span class="blank"></span>{{/BLANK}}</span>
  {{#OWN_NUMBER}}<span>办件编号：{{NUMBER}}</span>{{/OWN_NUMBER}}
</p>
