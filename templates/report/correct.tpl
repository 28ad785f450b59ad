{{%AUTOESCAPE context="HTML"}}
<div class="pagehead"><div><h1>{{TITLE}}</h1><p>原件不改动，以后的事实登记为更正，注明日期，附在原件后面</p></div></div>
<div class="stack">
  {{>ERRORS}}
  {{>CLOSED}}
  <section class="panel">
    <div class="ph"><h2>登记更正</h2><span class="r">登记后不能改动</span></div>
    <form method="post">
      <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
      <div class="fgrid">{{>FIELD}}</div>
      <div class="pf"><button class="btn btn-primary" name="action" value="correct">登记更正</button></div>
    </form>
  </section>
</div>
