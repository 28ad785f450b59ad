{{%AUTOESCAPE context="HTML"}}
<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div><div class="acts"></div></div>
<div class="stack">
  {{>ERRORS}}
  <section class="panel">
    <div class="ph"><h2>来源</h2><span class="r">写入操作日志</span></div>
    <form method="post" novalidate>
      <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
      <button type="submit" disabled hidden></button>
      <div class="fgrid">{{>FIELD}}</div>
      <div class="pf">
        <button class="btn btn-primary" name="action" value="save">保存并拉取</button>　每 5 分钟一个样本；处理器与内存都有样本的时刻占全天的比例即采样覆盖率。
      </div>
    </form>
  </section>
</div>
