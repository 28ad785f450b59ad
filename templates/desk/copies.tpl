{{%AUTOESCAPE context="HTML"}}
<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div></div>
<section class="panel" aria-label="传阅列表">
  {{>TABS}}
  {{#HAS_ROWS}}
    <table class="tbl cards">
      <caption class="visually-hidden">抄送给您阅知的事项，新的在前</caption>
      <thead>
        <tr>
          <th scope="col">编号</th>
          <th scope="col">信息系统 / 单位</th>
          <th scope="col">事项类型</th>
          <th scope="col">当前环节</th>
          <th scope="col">抄送</th>
          <th scope="col">阅知</th>
        </tr>
      </thead>
      <tbody>
        {{#ROW}}
          <tr>
            <td data-th="编号"><a class="nw" href="/matters/{{MATTER_ID}}">{{NUMBER}}</a></td>
            <td data-th="系统 / 单位">
              <a class="name" href="/matters/{{MATTER_ID}}">{{SUBJECT}}</a><span class="sub">{{UNIT_NAME}}</span>
            </td>
            <td data-th="事项类型"><span class="tag t-{{PROCEDURE_TONE}}">{{PROCEDURE_TITLE}}</span></td>
            <td data-th="当前环节"><span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span></td>
            <td data-th="抄送">
              {{SENDER_LABEL}}<span class="sub nw">{{COPIED_AT}}</span>{{#NOTE}}<span class="sub">{{NOTE}}</span>{{/NOTE}}
            </td>
            <td data-th="阅知">
              {{#NEW_YES}}<span class="tag t-blue">未阅</span>{{/NEW_YES}}
              {{#READ_YES}}已阅<span class="sub nw">{{READ_AT}}</span>{{/READ_YES}}
            </td>
          </tr>
        {{/ROW}}
      </tbody>
    </table>
  {{/HAS_ROWS}}
  {{>EMPTY}}
  {{>PAGER}}
</section>
