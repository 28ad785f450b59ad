{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印
    </button>
  </div>
</div>
<section class="panel" aria-label="本季度考核">
  <table class="tbl cards">
    <caption class="visually-hidden">本季度考核</caption>
    <thead>
      <tr>
        <th scope="col" class="num">名次</th>
        <th scope="col">服务商</th>
        <th scope="col">类别</th>
        <th scope="col" class="num">平台能力</th>
        <th scope="col" class="num">故障处置</th>
        <th scope="col" class="num">安全合规</th>
        <th scope="col" class="num">管理配合</th>
        <th scope="col" class="num">用户评价</th>
        <th scope="col" class="num">得分</th>
        <th scope="col">等次</th>
        <th scope="col" class="num">环比</th>
        <th scope="col">状态</th>
      </tr>
    </thead>
    <tbody>
      {{#ROW}}
        <tr>
          <td data-th="名次" class="num">{{RANK_N}}</td>
          <td data-th="服务商"><a class="name" href="/assess/{{PERIOD}}/{{PROVIDER_CODE}}">{{PROVIDER_NAME}}</a></td>
          <td data-th="类别">{{SHEET_LABEL}}</td>
          <td data-th="平台能力" class="num">{{FIRST_TEXT}}</td>
          <td data-th="故障处置" class="num">{{SECOND_TEXT}}</td>
          <td data-th="安全合规" class="num">{{THIRD_TEXT}}</td>
          <td data-th="管理配合" class="num">{{FOURTH_TEXT}}</td>
          <td data-th="用户评价" class="num">{{FIFTH_TEXT}}</td>
          <td data-th="得分" class="num">{{TOTAL_TEXT}}</td>
          <td data-th="等次"><span class="st st-{{GRADE_TONE}}"><span>{{GRADE_LABEL}}</span></span></td>
          <td data-th="环比" class="num">{{CHANGE_TEXT}}</td>
          <td data-th="状态"><a href="/matters/{{ID}}">{{STATE_LABEL}}</a><span class="sub">结算系数：{{COEFFICIENT_TEXT}}</span></td>
        </tr>
      {{/ROW}}
    </tbody>
  </table>
  {{>PAGER}}
</section>
