{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{SUMMARY}}　{{DATA_TIME}}（北京时间）</p></div>
  <div class="acts">
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印
    </button>
  </div>
</div>
<div class="stack">
  {{#URGENT}}
    <section class="panel">
      <div class="ph"><h2>先处理这几项</h2></div>
      <ul class="rows">
        {{#URGENT_ROW}}
          <li>
            <svg class="bi" aria-hidden="true" focusable="false">
              <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-triangle"/>
            </svg>
            <span class="gr"><a class="name" href="{{URGENT_HREF}}">{{URGENT_LABEL}}</a><span class="sub">{{URGENT_TEXT}}</span></span>
          </li>
        {{/URGENT_ROW}}
      </ul>
    </section>
  {{/URGENT}}
  {{#CHAPTER}}
    <section class="panel">
      <div class="ph"><h2>{{CHAPTER_TITLE}}</h2></div>
      <table class="tbl t cards">
        <caption class="visually-hidden">{{CHAPTER_TITLE}}落实情况</caption>
        <thead>
          <tr>
            <th scope="col">条款</th>
            <th scope="col">核对内容与规则</th>
            <th scope="col">状态</th>
            <th scope="col">现在的情况</th>
            <th scope="col" class="num">数字</th>
            <th scope="col" class="ops">记录</th>
          </tr>
        </thead>
        <tbody>
          {{#ARTICLE}}
            {{#CHECK}}
              <tr>
                <td data-th="条款"><a href="{{ARTICLE_HREF}}">{{ARTICLE_NO}}　{{ARTICLE_TITLE}}</a></td>
                <td data-th="核对内容与规则">{{CHECK_LABEL}}<span class="sub">{{RULE_TEXT}}</span></td>
                <td data-th="状态"><span class="st st-{{TONE}}"><span>{{COLOUR_LABEL}}</span></span></td>
                <td data-th="现在的情况">{{CHECK_TEXT}}</td>
                <td data-th="数字" class="num">{{FIGURE}}</td>
                <td data-th="记录" class="ops">
                  {{#LINK}}<a class="do" href="{{HREF}}">看记录<span class="visually-hidden">：{{CHECK_LABEL}}</span></a>{{/LINK}}
                </td>
              </tr>
            {{/CHECK}}
            {{#DECLARATORY}}
              <tr>
                <td data-th="条款"><a href="{{ARTICLE_HREF}}">{{ARTICLE_NO}}　{{ARTICLE_TITLE}}</a></td>
                <td data-th="核对内容与规则">{{DECLARATORY_TEXT}}</td>
                <td data-th="状态"><span class="st st-grey"><span>{{DECLARATORY_LABEL}}</span></span></td>
                <td data-th="现在的情况">—</td>
                <td data-th="数字" class="num">—</td>
                <td data-th="记录" class="ops"></td>
              </tr>
            {{/DECLARATORY}}
          {{/ARTICLE}}
        </tbody>
      </table>
    </section>
  {{/CHAPTER}}
  {{>PAGER}}
</div>
