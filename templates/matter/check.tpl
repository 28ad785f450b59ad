{{%AUTOESCAPE context="HTML"}}
<div class="stack solo">
  <div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div></div>
  {{>ERRORS}}
  {{#GROUP}}
    <section class="panel">
      <div class="ph"><h2>{{GROUP_LABEL}}</h2></div>
      {{#HAS_PAIRS}}
        <table class="tbl t kvt">
          <caption class="visually-hidden">{{GROUP_LABEL}}</caption>
          <thead><tr><th scope="col">项目</th><th scope="col">填报内容</th><th scope="col" class="ops">操作</th></tr></thead>
          <tbody>
            {{#PAIR}}
              <tr>
                <td><span class="mut">{{PAIR_LABEL}}</span></td>
                <td class="pre">{{PAIR_VALUE:pre_escape}}</td>
                <td class="ops"><a href="{{PAIR_HREF}}">修改<span class="visually-hidden">{{PAIR_LABEL}}</span></a></td>
              </tr>
            {{/PAIR}}
          </tbody>
        </table>
      {{/HAS_PAIRS}}
      {{>TABLE}}
    </section>
  {{/GROUP}}
  {{#RERUN}}
    <div class="note n-amber">
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#arrow-repeat"/></svg>
      <div>{{RERUN_TEXT}}</div>
    </div>
  {{/RERUN}}
  {{#HAS_CHANGES}}
    <section class="panel">
      <div class="ph"><h2>与上次提交相比</h2><span class="r">{{CHANGES_NOTE}}</span></div>
      {{#CHANGES_WHY}}<div class="pb warn">{{CHANGES_WHY_TEXT}}</div>{{/CHANGES_WHY}}
      <table class="tbl t kvt">
        <caption class="visually-hidden">与上次提交相比的变化</caption>
        <thead><tr><th scope="col">项目</th><th scope="col">变化</th></tr></thead>
        <tbody>
          {{#CHANGE}}
            <tr>
              <td><span class="mut">{{CHANGE_LABEL}}</span>{{#MATERIAL_YES}}<span class="sub warn">重要内容</span>{{/MATERIAL_YES}}</td>
              <td>{{#CHANGE_BEFORE}}<del>{{CHANGE_BEFORE}}</del>{{/CHANGE_BEFORE}} {{#CHANGE_AFTER}}<ins>{{CHANGE_AFTER}}</ins>{{/CHANGE_AFTER}}</td>
            </tr>
          {{/CHANGE}}
        </tbody>
      </table>
    </section>
  {{/HAS_CHANGES}}
  <section class="panel">
    <div class="ph"><h2>提交后会怎样</h2></div>
    <form method="post" action="/matters/{{MATTER_ID}}">
      <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
      <input type="hidden" name="step" value="{{STEP}}">
      <div class="pb">
        <ol class="mb-3">{{#NEXT_STEP}}<li>{{STEP_TEXT}}</li>{{/NEXT_STEP}}</ol>
        <div class="d-flex flex-wrap gap-2">
          <button class="btn btn-primary" name="action" value="{{ACTION_KEY}}">{{ACTION_LABEL}}</button>
          <a class="btn btn-plain" href="/matters/{{MATTER_ID}}/edit">返回修改</a>
        </div>
      </div>
    </form>
  </section>
</div>
