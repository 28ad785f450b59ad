{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div>
  <div class="acts">
    <a class="btn btn-plain" href="/usage/proposals?format=xlsx">
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#download"/></svg>Excel
    </a>
    <a class="btn btn-plain" href="/usage/proposals?format=csv">CSV</a><a class="btn btn-plain" href="/usage/exemptions">豁免</a>
  </div>
</div>
{{>ERRORS}}
<form class="stack" method="post" action="/usage/proposals">
  <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
  <section class="panel" aria-label="降配回收建议列表">
    <div class="ph"><h2>按使用率判定提出的建议</h2><span class="r">{{SUM_TEXT}}</span></div>
    {{#HAS_ROWS}}
      <table class="tbl cards">
        <caption class="visually-hidden">降配回收建议</caption>
        <thead>
          <tr>
            {{#PICK_HEAD}}<th scope="col"><span class="visually-hidden">选择</span></th>{{/PICK_HEAD}}
            <th scope="col">信息系统</th>
            <th scope="col">建议</th>
            <th scope="col">现有</th>
            <th scope="col">建议规格</th>
            <th scope="col" class="num">节约处理器</th>
            <th scope="col" class="num">节约内存</th>
            <th scope="col">依据</th>
          </tr>
        </thead>
        <tbody>
          {{#ROW}}
            <tr>
              {{#PICK_CELL}}
                <td class="tick" data-th="选择">
                  {{#MAY_PICK}}
                    <input class="form-check-input" type="checkbox" name="pick" value="{{PICK}}"{{#PICKED}} checked{{/PICKED}} aria-label="选择 {{SYSTEM_NAME}} {{PLATFORM_NAME}}">
                  {{/MAY_PICK}}
                </td>
              {{/PICK_CELL}}
              <td data-th="信息系统">
                <a class="name" href="/usage/systems/{{SYSTEM_ID}}">{{SYSTEM_NAME}}</a>
                <span class="sub">{{UNIT_NAME}}　{{PLATFORM_NAME}}</span>
                {{#OPEN}}<span class="sub">在办：<a href="/matters/{{OPEN_ID}}">{{OPEN_NUMBER}}</a></span>{{/OPEN}}
              </td>
              <td data-th="建议"><span class="st st-{{KIND_TONE}}"><span>{{KIND_LABEL}}</span></span></td>
              <td data-th="现有">{{PRESENT_TEXT}}</td>
              <td data-th="建议规格">{{TARGET_TEXT}}</td>
              <td data-th="节约处理器" class="num">{{VCPU_N}}</td>
              <td data-th="节约内存" class="num">{{MEMORY_N}}</td>
              <td data-th="依据"><span class="sub">{{WHY}}</span></td>
            </tr>
          {{/ROW}}
        </tbody>
      </table>
    {{/HAS_ROWS}}
    {{#NO_ROWS}}<div class="pb">按最近的整月没有要提出的建议。不判定和已豁免的不列入。</div>{{/NO_ROWS}}
    {{#MAY_PROPOSE}}
      <div class="pb">
        <div class="field">
          <label for="f-note">补充说明</label><span class="hint" id="f-note-h">选填，写入每一件的建议理由，最多 300 字</span>
          <input class="form-control" id="f-note" name="note" value="{{NOTE}}" maxlength="300" aria-describedby="f-note-h">
        </div>
      </div>
    {{/MAY_PROPOSE}}
    <div class="pf">
      {{#MAY_PROPOSE}}
        <button class="btn btn-primary" name="action" value="issue">发出所选通知</button>　发出后使用单位立即收到，可以同意或申辩；逐件记录，一件不成不影响其他件。
      {{/MAY_PROPOSE}}
      {{#NEXT}}<a class="btn btn-plain" href="/usage/proposals?from={{NEXT_FROM:url_query_escape}}">下一页</a>{{/NEXT}}
    </div>
  </section>
</form>
