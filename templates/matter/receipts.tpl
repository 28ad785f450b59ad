{{%AUTOESCAPE context="HTML"}}
<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}　{{COPIES_TEXT}}</p></div></div>
<section class="panel" aria-label="阅知情况">
  {{>FILTERS}}
  {{#HAS_ROWS}}
    <table class="tbl cards">
      <caption class="visually-hidden">各单位阅知情况</caption>
      <thead>
        <tr><th scope="col">单位</th><th scope="col">发送</th><th scope="col">阅知</th></tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr>
            <td data-th="单位">{{UNIT_NAME}}{{#ROLE_LABEL}}<span class="sub">{{ROLE_LABEL}}</span>{{/ROLE_LABEL}}</td>
            <td data-th="发送"><time class="nw">{{SENT_AT}}</time></td>
            <td data-th="阅知">
              {{#NEW_YES}}<span class="tag t-grey">未阅</span>{{/NEW_YES}}
              {{#READER}}<time class="nw">{{READ_AT}}</time><span class="sub">{{READER}}</span>{{/READER}}
            </td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  {{/HAS_ROWS}}
  {{>EMPTY}}
  {{>PAGER}}
</section>
