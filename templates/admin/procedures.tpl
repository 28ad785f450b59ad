{{%AUTOESCAPE context="HTML"}}
<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div></div>
<section class="panel" aria-label="办理事项">
  {{#HAS_ROWS}}
    <table class="tbl cards">
      <caption class="visually-hidden">办理事项</caption>
      <thead>
        <tr>
          <th scope="col">事项</th>
          <th scope="col">条款</th>
          <th scope="col" class="num">版本</th>
          <th scope="col">施行</th>
          <th scope="col" class="num">在办</th>
          <th scope="col">装入</th>
        </tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr>
            <td data-th="事项">
              <a class="name" href="/procedures/{{KEY}}">{{PROCEDURE_TITLE}}</a><span class="sub mono">{{KEY}}</span>
            </td>
            <td data-th="条款">{{ARTICLES_TEXT}}</td>
            <td data-th="版本" class="num">{{VERSION_N}}</td>
            <td data-th="施行" class="nw">{{VALID_FROM_DAY}}</td>
            <td data-th="在办" class="num">{{OPEN_N}}</td>
            <td data-th="装入" class="nw">{{LOADED_AT}}<span class="sub">{{LOADED_BY}}</span></td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  {{/HAS_ROWS}}
  {{>EMPTY}}
  {{>PAGER}}
  <div class="pf">在办的事项按开始时的版本办完；新版本只用于新的申请。</div>
</section>
