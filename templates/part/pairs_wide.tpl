{{%AUTOESCAPE context="HTML"}}
<div class="pb">
  <dl class="kv two">{{#PAIR}}<dt>{{PAIR_LABEL}}</dt><dd class="pre">{{PAIR_VALUE:pre_escape}}</dd>{{/PAIR}}</dl>
</div>
