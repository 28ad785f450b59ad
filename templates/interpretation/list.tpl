{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    {{#MAY_ASK}}
      <a class="btn btn-primary" href="/matters/new?procedure=interpretation">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#question-circle"/>
        </svg>
        提出条款解释
      </a>
    {{/MAY_ASK}}
  </div>
</div>
<section class="panel" aria-label="解释答复列表">
  {{>FILTERS}}
  {{#HAS_ROWS}}
    <table class="tbl cards">
      <caption class="visually-hidden">解释答复</caption>
      <thead><tr><th scope="col">问题</th><th scope="col">条款</th><th scope="col">公布时间</th><th scope="col">现况</th></tr></thead>
      <tbody>
        {{#ROW}}
          <tr>
            <td data-th="问题"><a class="name" href="/interpretations/{{ID}}">{{QUESTION_TEXT}}</a></td>
            <td data-th="条款" class="nw">{{ARTICLE_LABEL}}</td>
            <td data-th="公布时间" class="nw">{{SHOWN_AT}}</td>
            <td data-th="现况">
              {{#LIVE_YES}}<span class="st st-green"><span>有效</span></span>{{/LIVE_YES}}
              {{#WITHDRAWN_YES}}
                <span class="st st-grey"><span>已撤回</span></span><span class="sub nw">{{WITHDRAWN_AT}}</span>
              {{/WITHDRAWN_YES}}
            </td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  {{/HAS_ROWS}}
  {{>EMPTY}}
  {{>PAGER}}
</section>
