{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{SUM_TEXT}}</p></div>
  <div class="acts"><a class="btn btn-plain" href="/usage/proposals">返回建议</a></div>
</div>
<section class="panel" aria-label="发出情况">
  <table class="tbl t cards">
    <caption class="visually-hidden">发出情况</caption>
    <thead><tr><th scope="col">信息系统</th><th scope="col">结果</th></tr></thead>
    <tbody>
      {{#ROW}}
        <tr>
          <td data-th="信息系统">{{SUBJECT}}</td>
          <td data-th="结果">
            {{#SENT}}
              <svg class="bi" aria-hidden="true" focusable="false">
                <use href="/static/icons.svg?v={{STATIC_VERSION}}#check2-circle"/>
              </svg> <a href="/matters/{{MATTER_ID}}">办件</a>
              　
            {{/SENT}}
            {{#NOT_SENT}}
              <svg class="bi" aria-hidden="true" focusable="false">
                <use href="/static/icons.svg?v={{STATIC_VERSION}}#x-circle-fill"/>
              </svg>&#32;
            {{/NOT_SENT}}
            {{SENTENCE}}
          </td>
        </tr>
      {{/ROW}}
    </tbody>
  </table>
</section>
