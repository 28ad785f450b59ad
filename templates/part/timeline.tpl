{{%AUTOESCAPE context="HTML"}}
<ol class="tl">
  {{#EVENT}}
    <li class="{{EVENT_CLASS}}">
      <div class="h"><b>{{EVENT_WHO}}</b><span class="tag t-{{EVENT_TONE}}">{{EVENT_ACTION}}</span><time>{{EVENT_AT}}</time></div>
      {{#EVENT_OPINION}}<blockquote class="pre">{{EVENT_OPINION:pre_escape}}</blockquote>{{/EVENT_OPINION}}
      {{#EVENT_GIVEN}}<p class="sub pre">{{EVENT_GIVEN:pre_escape}}</p>{{/EVENT_GIVEN}}
      {{#EVENT_KEPT}}<p class="sub">意见只给写意见的单位、发起单位、省大数据中心和统一安全运维机构看</p>{{/EVENT_KEPT}}
      {{#EVENT_CODE}}<span class="sub">核验码 <span class="mono">{{EVENT_CODE}}</span></span>{{/EVENT_CODE}}
    </li>
  {{/EVENT}}
</ol>
