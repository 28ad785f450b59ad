{{%AUTOESCAPE context="HTML"}}
<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div></div>
{{>KPIS}}
{{>ERRORS}}
<div class="board">
  {{#LANE}}
    <section class="panel" aria-labelledby="lane-{{LANE_KEY}}">
      <div class="ph">
        <h2 id="lane-{{LANE_KEY}}">{{LANE_LABEL}}</h2>
        <span class="r">
          <a href="/dispatch?state={{LANE_KEY:url_query_escape}}">
            {{LANE_COUNT}} 单<span class="visually-hidden"> {{LANE_LABEL}}，全部列出</span>
          </a>
        </span>
      </div>
      {{#HAS_ORDERS}}
        <ul class="rows">
          {{#ORDER}}
            <li class="{{#LATE_YES}}late{{/LATE_YES}}">
              <a class="name" href="/matters/{{MATTER_ID}}">{{SUBJECT}}</a><span class="sub">{{UNIT_NAME}}　{{NUMBER}}</span>
              <span class="d-block">{{PLATFORM_NAME}}{{#SHORT_YES}} <span class="tag t-red">资源不足</span>{{/SHORT_YES}}</span>{{>DUE}}
              {{#NOTE_YES}}<span class="sub">{{NOTE}}</span>{{/NOTE_YES}}
              {{#MAY_ACT}}
                <a class="btn btn-plain" href="/matters/{{MATTER_ID}}#act">
                  办理<span class="visually-hidden"> {{NUMBER}} {{PLATFORM_NAME}}</span>
                </a>
              {{/MAY_ACT}}
            </li>
          {{/ORDER}}
        </ul>
      {{/HAS_ORDERS}}
      {{#NO_ORDERS}}<p class="pb mut">没有工单。</p>{{/NO_ORDERS}}
    </section>
  {{/LANE}}
</div>
{{>PAGER}}
{{#ONE_LANE}}<p class="pt-2"><a href="/dispatch">返回全部工单</a></p>{{/ONE_LANE}}
