{{%AUTOESCAPE context="HTML"}}
<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div></div>
<div class="stack">
  <section class="panel" aria-label="缺项列表">
    {{>TABS}}
    <p class="pb mut">二级以上系统应有公安机关定级备案和有效的等级保护测评，三级以上还应有有效的密码应用安全性评估；没有登记、已过期、结论为差或不符合、级别与系统登记不一致的列在这里</p>
    {{#SYSTEMS}}
      {{#HAS_ROWS}}
        <table class="tbl cards">
          <caption class="visually-hidden">信息系统缺项</caption>
          <thead><tr><th scope="col">信息系统</th><th scope="col">使用单位</th><th scope="col">等保级别</th><th scope="col">缺</th></tr></thead>
          <tbody>
            {{#ROW}}
              <tr>
                <td data-th="信息系统"><a class="name" href="/systems/{{ID}}">{{NAME}}</a></td>
                <td data-th="使用单位">{{UNIT_NAME}}</td>
                <td data-th="等保级别">第 {{LEVEL_NO}} 级</td>
                <td data-th="缺">
                  {{#GRADING}}<span class="st st-red"><span>定级备案</span></span><span class="sub">{{GRADING}}</span>{{/GRADING}}
                  {{#PROTECTION}}
                    <span class="st st-red"><span>等级保护测评</span></span><span class="sub">{{PROTECTION}}</span>
                  {{/PROTECTION}}
                  {{#CRYPTOGRAPHY}}
                    <span class="st st-red"><span>密码应用评估</span></span><span class="sub">{{CRYPTOGRAPHY}}</span>
                  {{/CRYPTOGRAPHY}}
                </td>
              </tr>
            {{/ROW}}
          </tbody>
        </table>
      {{/HAS_ROWS}}
    {{/SYSTEMS}}
    {{>EMPTY}}
    {{>PAGER}}
  </section>
  {{#PLATFORMS}}
    {{#HAS_ROWS}}
      <section class="panel" aria-labelledby="platforms">
        <div class="ph"><h2 id="platforms">云平台缺项</h2></div>
        <table class="tbl cards">
          <caption class="visually-hidden">云平台缺项</caption>
          <thead><tr><th scope="col">云平台</th><th scope="col">运行单位</th><th scope="col">缺</th></tr></thead>
          <tbody>
            {{#ROW}}
              <tr>
                <td data-th="云平台">{{NAME}}</td>
                <td data-th="运行单位">{{OPERATOR_NAME}}</td>
                <td data-th="缺">
                  {{#PROTECTION}}
                    <span class="st st-red"><span>等级保护第三级测评</span></span><span class="sub">{{PROTECTION}}</span>
                  {{/PROTECTION}}
                  {{#CRYPTOGRAPHY}}
                    <span class="st st-red"><span>密码应用评估</span></span><span class="sub">{{CRYPTOGRAPHY}}</span>
                  {{/CRYPTOGRAPHY}}
                  {{#ASSESSMENT}}
                    <span class="st st-red"><span>云计算服务安全评估</span></span><span class="sub">{{ASSESSMENT}}</span>
                  {{/ASSESSMENT}}
                </td>
              </tr>
            {{/ROW}}
          </tbody>
        </table>
      </section>
    {{/HAS_ROWS}}
  {{/PLATFORMS}}
  {{#TARDY}}
    {{#HAS_ROWS}}
      <section class="panel" aria-labelledby="tardy">
        <div class="ph"><h2 id="tardy">没有按时报备的结果</h2></div>
        <table class="tbl cards">
          <caption class="visually-hidden">没有按时报备的结果</caption>
          <thead>
            <tr>
              <th scope="col">备案</th>
              <th scope="col">单位</th>
              <th scope="col">取得日期</th>
              <th scope="col">应报日期</th>
              <th scope="col">情况</th>
            </tr>
          </thead>
          <tbody>
            {{#ROW}}
              <tr>
                <td data-th="备案">
                  {{#OPEN_YES}}<a class="name" href="/matters/{{ID}}">{{NUMBER}}</a>{{/OPEN_YES}}<span class="sub">{{TITLE}}</span>
                </td>
                <td data-th="单位">{{UNIT_NAME}}</td>
                <td data-th="取得日期" class="nw">{{OBTAINED_DAY}}</td>
                <td data-th="应报日期" class="nw">{{UNTIL_DAY}}</td>
                <td data-th="情况"><span class="st st-red"><span>{{TARDY_TEXT}}</span></span></td>
              </tr>
            {{/ROW}}
          </tbody>
        </table>
      </section>
    {{/HAS_ROWS}}
  {{/TARDY}}
</div>
