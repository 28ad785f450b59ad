{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}　最新的是第 {{NEWEST_VERSION}} 版</p></div>
  <div class="acts">
    <button class="btn btn-plain" type="button" data-print hidden>
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印
    </button>
  </div>
</div>
<div class="stack">
  {{>ERRORS}}
  {{#WRONG}}
    <section class="panel" id="complaints" aria-labelledby="complaints-h">
      <div class="ph"><h2 id="complaints-h">{{WRONG_TEXT}}</h2></div>
      <div class="pb"><ol>{{#COMPLAINT}}<li>{{COMPLAINT_TEXT}}</li>{{/COMPLAINT}}</ol></div>
    </section>
  {{/WRONG}}
  {{>PROPOSAL}}
  {{>PANEL_MAIN}}
  {{#DIFFERENCES}}
    <section class="panel">
      <div class="ph"><h2>逐行比较</h2><span class="r">与第 {{BEFORE_VERSION}} 版；前有加号的是新增，减号的是删去</span></div>
      <div class="pic" tabindex="0" role="group" aria-label="逐行比较，可横向滚动">
        <pre class="mono">{{#LINE}}{{#GAP}}      …&#10;
{{/GAP}}{{LINE_NO}} {{#LINE_SAME}}  {{LINE_TEXT:pre_escape}}{{/LINE_SAME}}{{#LINE_NEW}}<ins>+ {{LINE_TEXT:pre_escape}}</ins>{{/LINE_NEW}}{{#LINE_GONE}}<del>- {{LINE_TEXT:pre_escape}}</del>{{/LINE_GONE}}&#10;
{{/LINE}}</pre>
      </div>
      {{#CUT}}<div class="pf">差别太多，后面的没有列出。</div>{{/CUT}}
    </section>
  {{/DIFFERENCES}}
  {{#MAY_EDIT}}
    <section class="panel" id="propose">
      <div class="ph"><h2>提议新版本</h2><span class="r">由中心领导中的另一人核准后生效</span></div>
      <form method="post" action="/procedures/{{KEY}}/new-version" enctype="multipart/form-data" data-guard>
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <button type="submit" disabled hidden></button>
        <div class="fgrid">
          {{>FIELD}}
          <div class="field c12">
            <label for="f-file">上传文件</label><span class="hint" id="f-file-h">YAML，UTF-8，不超过 60 KB。选了文件就用文件，不用下面的文字</span>
            <input class="form-control" type="file" id="f-file" name="file" accept=".yaml,.yml" aria-describedby="f-file-h">
          </div>
          <div class="field c12{{#YAML_ERROR}} has-err{{/YAML_ERROR}}">
            <label for="f-text">流程文件</label><span class="hint" id="f-text-h">可以直接在现有版本上改；与 zwy procedure check 同样检查</span>
            {{#YAML_ERROR}}
              <span class="err" id="f-text-e">
                <svg class="bi" aria-hidden="true" focusable="false">
                  <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
                </svg>
                {{YAML_ERROR_TEXT}}
              </span>
            {{/YAML_ERROR}}
            <textarea class="form-control mono" rows="24" id="f-text" name="text" aria-describedby="f-text-h{{#YAML_ERROR}} f-text-e{{/YAML_ERROR}}" spellcheck="false" wrap="off"{{#YAML_ERROR}} aria-invalid="true"{{/YAML_ERROR}}>
{{YAML_TEXT:pre_escape}}</textarea>
          </div>
        </div>
        <div class="pf">
          <button class="btn btn-plain" name="action" value="compare">
            检查并比较
          </button> <button class="btn btn-primary" name="action" value="propose">
            提出提议
          </button>
          　检查不保存任何内容。在办的事项按开始时的版本办完，新版本只用于新的事项。
        </div>
      </form>
    </section>
  {{/MAY_EDIT}}
  {{#MAY_SEE}}
    <section class="panel">
      <div class="ph"><h2>历次提议</h2></div>
      {{#HAS_ROWS}}
        <table class="tbl t cards">
          <caption class="visually-hidden">历次提议，新的在前</caption>
          <thead>
            <tr>
              <th scope="col">提议</th>
              <th scope="col">施行</th>
              <th scope="col">提议人</th>
              <th scope="col">结果</th>
              <th scope="col">核准人</th>
              <th scope="col">理由</th>
            </tr>
          </thead>
          <tbody>
            {{#ROW}}
              <tr>
                <td data-th="提议">{{WHAT}}</td>
                <td data-th="施行" class="nw">{{VALID_FROM_DAY}}</td>
                <td data-th="提议人">{{PROPOSED_BY_LABEL}}<span class="sub"><time class="nw">{{PROPOSED_AT}}</time></span></td>
                <td data-th="结果">
                  <span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span>
                  {{#ENDED_YES}}<span class="sub"><time class="nw">{{ENDED_AT}}</time></span>{{/ENDED_YES}}
                  {{#NOTE}}<span class="sub wrap">{{NOTE}}</span>{{/NOTE}}
                </td>
                <td data-th="核准人">{{#RULED_YES}}{{RULED_BY_LABEL}}{{/RULED_YES}}</td>
                <td data-th="理由" class="pre">
                  {{REASON:pre_escape}}{{#HIGHER_LAW}}<span class="sub wrap">上位法：{{HIGHER_LAW}}</span>{{/HIGHER_LAW}}
                </td>
              </tr>
            {{/ROW}}
          </tbody>
        </table>
      {{/HAS_ROWS}}
      {{>EMPTY}}
      {{>PAGER}}
    </section>
  {{/MAY_SEE}}
</div>
