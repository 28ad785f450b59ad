{{%AUTOESCAPE context="HTML"}}
<div class="pb">{{>PICTURE}}</div>
