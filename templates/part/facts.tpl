{{%AUTOESCAPE context="HTML"}}
<dl class="facts">
  <div><dt>谁在办</dt><dd>{{HOLDER}}</dd></div>
  <div><dt>从何时</dt><dd>{{SINCE_AT}}<small>{{SINCE_NOTE}}</small></dd></div>
  <div><dt>下一步</dt><dd>{{NEXT_TEXT}}</dd></div>
  <div><dt>到何时</dt><dd>{{>DUE}}</dd></div>
</dl>
