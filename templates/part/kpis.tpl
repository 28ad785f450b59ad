{{%AUTOESCAPE context="HTML"}}
<ul class="kpis">
  {{#KPI}}
    <li>
      <span class="ic t-{{KPI_TONE}}">
        <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#{{KPI_ICON}}"/></svg>
      </span>
      <p>
        <span class="k">{{KPI_LABEL}}</span>
        <span class="v"><a href="{{KPI_HREF}}">{{KPI_VALUE}}</a><small>{{KPI_NOTE}}</small></span>
      </p>
    </li>
  {{/KPI}}
</ul>
