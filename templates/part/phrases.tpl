{{%AUTOESCAPE context="HTML"}}
<div class="lib" data-phrases="{{TARGET_ID}}">
  {{#HAS_PHRASES}}<span class="sub">常用意见：</span>{{/HAS_PHRASES}}
  {{#PHRASE}}<button type="submit" name="action" value="phrase:{{PHRASE_ID}}">{{PHRASE_TEXT}}</button>{{/PHRASE}}
  <a class="sub" href="/profile#phrases">管理常用意见</a>
</div>
