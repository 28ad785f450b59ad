{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div>
    <h1>{{TITLE}}<span class="st st-{{TONE}}"><span>{{COLOUR_LABEL}}</span></span></h1>
    <p><a href="{{ARTICLE_HREF}}">{{ARTICLE_NO}}</a>　{{CHECK_TEXT}}　{{DATA_TIME}}（北京时间）</p>
  </div>
  <div class="acts">
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印
    </button>
  </div>
</div>
<p class="mut">规则：{{RULE_TEXT}}</p>
<section class="panel" aria-label="记录">
  {{>FILTERS}}
  {{#HAS_ROWS}}
    <table class="tbl cards">
      <caption class="visually-hidden">{{TITLE}}的记录</caption>
      <thead><tr><th scope="col">记录</th><th scope="col">单位</th><th scope="col">情况</th><th scope="col">说明</th></tr></thead>
      <tbody>
        {{#ROW}}
          <tr>
            <td data-th="记录">{{#LINK}}<a class="name" href="{{HREF}}">{{SUBJECT}}</a>{{/LINK}}{{#PLAIN}}{{SUBJECT}}{{/PLAIN}}</td>
            <td data-th="单位">{{OWNER}}</td>
            <td data-th="情况"><span class="st st-{{STANDING_TONE}}"><span>{{STANDING_LABEL}}</span></span></td>
            <td data-th="说明">{{WHY}}</td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  {{/HAS_ROWS}}
  {{>EMPTY}}
  {{>PAGER}}
</section>
