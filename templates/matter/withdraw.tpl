{{%AUTOESCAPE context="HTML"}}
<div class="stack solo">
  <div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div></div>
  {{>ERRORS}}
  <section class="panel">
    <div class="ph"><h2>{{DOCUMENT_LABEL}}</h2><span class="r">第 {{FILE_VERSION}} 版，{{UPLOADED_AT}} 上传</span></div>
    <form method="post" action="{{FORM_HREF}}" novalidate data-guard>
      <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
      <div class="pb">
        <p><b>{{FILE_NAME}}</b></p>
        <p>撤下后其他单位不能再开启它，办理过程和附件栏仍写明它上传过、何时撤下和理由。此前上传过另一版的，以那一版为准。</p>
      </div>
      <div class="fgrid">{{>FIELD}}</div>
      <div class="pf d-flex flex-wrap gap-2">
        <button class="btn btn-primary" name="action" value="withdraw">撤下文件</button>
        <a class="btn btn-plain" href="{{BACK_HREF}}">不撤下</a>
      </div>
    </form>
  </section>
</div>
