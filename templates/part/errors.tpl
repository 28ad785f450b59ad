{{%AUTOESCAPE context="HTML"}}
<div class="errsum mb-3" role="alert" aria-labelledby="errors-h" tabindex="-1" id="errors">
  <h2 id="errors-h">
    <svg class="bi" aria-hidden="true" focusable="false">
      <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-triangle"/>
    </svg> {{ERROR_HEADING}}
  </h2>
  <p>{{#SECRETS}}口令不会保留，请重新填写。{{/SECRETS}}{{#TYPED}}您填写的内容都已保留，改好后再提交。{{/TYPED}}{{#FILE}}填写的内容和已经上传的附件没有变化。改好后重新选择文件再上传。{{/FILE}}{{#OVERTAKEN}}您填写的内容都保留在下面，还没有保存。核对后再次保存，即以您填写的为准。{{/OVERTAKEN}}</p>
  <ol>{{#ERROR}}<li><a href="{{ERROR_HREF}}">{{ERROR_TEXT}}</a></li>{{/ERROR}}</ol>
</div>
