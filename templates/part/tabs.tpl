{{%AUTOESCAPE context="HTML"}}
<nav aria-label="{{TABS_LABEL}}">
  <ul class="tabs">
    {{#TAB}}<li><a href="{{TAB_HREF}}"{{#TAB_CURRENT}} aria-current="page"{{/TAB_CURRENT}}>{{TAB_LABEL}}</a></li>{{/TAB}}
  </ul>
</nav>
