{{%AUTOESCAPE context="HTML"}}
<section class="panel solo">
  <div class="pb">
    <p class="mut mb-1">错误 {{CODE}}</p>
    <h1 class="fs-4 mb-2">{{HEADING}}</h1>
    <p data-sentence>{{SENTENCE}}</p>
    <div class="d-flex flex-wrap gap-2 mt-3"><a class="btn btn-primary" href="/">回到工作台</a></div>
  </div>
  <div class="pf">请求号 <span class="mono">{{REQUEST_ID}}</span>　{{DATA_TIME}}（北京时间）。需要帮助请拨 {{SUPPORT_PHONE}}，报此号码。</div>
</section>
