{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印清单
    </button>
  </div>
</div>
{{>KPIS}}
<p class="mut">{{AGES_TEXT}}</p>
<section class="panel" aria-label="隐患列表">
  {{>FILTERS}}
  {{#HAS_ROWS}}
    <table class="tbl cards">
      <caption class="visually-hidden">隐患整改</caption>
      <thead>
        <tr>
          <th scope="col">隐患</th>
          <th scope="col">整改单位</th>
          <th scope="col">严重程度</th>
          <th scope="col">来源</th>
          <th scope="col">环节</th>
          <th scope="col">下发</th>
          <th scope="col" class="num">已历</th>
          <th scope="col">整改时限</th>
        </tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr class="{{#LATE_YES}}late{{/LATE_YES}}">
            <td data-th="隐患">
              <a class="name" href="/matters/{{ID}}">{{SUBJECT}}</a>
              <span class="sub">{{NUMBER}}{{#ABOUT}}　{{ABOUT}}{{/ABOUT}}</span>
            </td>
            <td data-th="整改单位">{{UNIT_NAME}}</td>
            <td data-th="严重程度"><span class="tag t-{{SEVERITY_TONE}}">{{SEVERITY_LABEL}}</span></td>
            <td data-th="来源">{{SOURCE_LABEL}}</td>
            <td data-th="环节"><span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span></td>
            <td data-th="下发"><time class="nw">{{BEGUN_AT}}</time></td>
            <td data-th="已历" class="num">{{AGE_TEXT}}</td>
            <td data-th="整改时限">{{>DUE}}</td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  {{/HAS_ROWS}}
  {{>EMPTY}}
  {{>PAGER}}
</section>
