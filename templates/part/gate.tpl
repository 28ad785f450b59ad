{{%AUTOESCAPE context="HTML"}}
<ul class="gate">
  {{#GATE}}
    {{#GATE_OK}}
      <li class="ok">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#check-circle-fill"/>
        </svg>
        <span class="gr"><span class="visually-hidden">已满足：</span>{{GATE_LABEL}}<span class="sub">{{GATE_DETAIL}}</span></span>
        <span class="cure">{{#GATE_ARTICLE}}<span class="mut">{{GATE_ARTICLE}}</span>{{/GATE_ARTICLE}}</span>
      </li>
    {{/GATE_OK}}
    {{#GATE_LATER}}
      <li class="later">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#hourglass-split"/>
        </svg>
        <span class="gr"><span class="visually-hidden">待核对：</span>{{GATE_LABEL}}<span class="sub">{{GATE_DETAIL}}</span></span>
      </li>
    {{/GATE_LATER}}
    {{#GATE_LACK}}
      <li class="no">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#x-circle-fill"/>
        </svg>
        <span class="gr"><span class="visually-hidden">缺：</span><b>{{GATE_LABEL}}</b><span class="sub">{{GATE_DETAIL}}</span></span>
        <span class="cure">{{#CURE}}<a href="{{CURE_HREF}}">{{CURE_LABEL}}</a>{{/CURE}}</span>
      </li>
    {{/GATE_LACK}}
  {{/GATE}}
</ul>
