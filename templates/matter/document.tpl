{{%AUTOESCAPE context="HTML"}}
<div class="stack solo">
  <div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div></div>
  <section class="panel">
    <div class="ph"><h2>{{FILE_NAME}}</h2><span class="r">第 {{FILE_VERSION}} 版，{{FILE_SIZE}}</span></div>
    <div class="pb">
      <dl class="kv">
        <dt>所属事项</dt>
        <dd><a href="/matters/{{MATTER_ID}}">查看事项</a></dd>
        <dt>提交</dt>
        <dd>{{UPLOADED_BY}}，{{UPLOADED_AT}}</dd>
        <dt>密封给</dt>
        <dd>{{SEALED_FOR}}</dd>
        {{#READER}}
          <dt>谁看得到</dt>
          <dd>{{READER_TEXT}}</dd>
        {{/READER}}
        <dt>内容摘要</dt>
        <dd class="mono">{{FILE_DIGEST}}</dd>
      </dl>
    </div>
  </section>
  <section class="panel">
    <div class="ph"><h2>谁开启过</h2></div>
    {{#HAS_ROWS}}
      <table class="tbl t cards">
        <caption class="visually-hidden">开启记录</caption>
        <thead><tr><th scope="col">时间</th><th scope="col">单位与岗位</th><th scope="col">结果</th></tr></thead>
        <tbody>
          {{#ROW}}
            <tr><td data-th="时间" class="nw">{{OPENED_AT}}</td><td data-th="单位与岗位">{{OPENER}}</td><td data-th="结果">{{OUTCOME}}</td></tr>
          {{/ROW}}
        </tbody>
      </table>
    {{/HAS_ROWS}}
    {{>EMPTY}}
  </section>
</div>
