{{%AUTOESCAPE context="HTML"}}
<ol class="tl">
  {{#EVENT}}
    <li class="{{EVENT_CLASS}}">
      <div class="h"><b>{{EVENT_WHO}}</b><span class="tag t-{{EVENT_TONE}}">{{EVENT_ACTION}}</span><time>{{EVENT_AT}}</time></div>
      {{#EVENT_OPINION}}<blockquote class="pre">{{EVENT_OPINION:pre_escape}}</blockquote>{{/EVENT_OPINION}}
      {{#EVENT_GIVEN}}<p class="sub pre">{{EVENT_GIVEN:pre_escape}}</p>{{/EVENT_GIVEN}}
      {{#EVENT_CODE}}<span class="sub">核验码 <span class="mono">{{EVENT_CODE}}</span></span>{{/EVENT_CODE}}
    </li>
  {{/EVENT}}
</ol>
