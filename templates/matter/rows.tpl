{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div><h1>{{FIELD_LABEL}}</h1><p>从 CSV 文件读入，替换现有的行；读入后仍可修改</p></div>
  <div class="acts"><a class="btn btn-plain" href="{{BACK_HREF}}">返回</a></div>
</div>
<section class="panel">
  <div class="ph">
    <h2>上传 CSV 文件</h2>
    <span class="r">
      <a href="{{SAMPLE_HREF}}">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#download"/>
        </svg> 下载模板
      </a>
    </span>
  </div>
  <form method="post" action="{{UPLOAD_HREF}}" enctype="multipart/form-data">
    <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
    <input type="hidden" name="action" value="read">{{#KEPT}}<input type="hidden" name="kept" value="{{KEPT_TEXT}}">{{/KEPT}}
    <div class="fgrid">
      <div class="field c12{{#ERROR}} has-err{{/ERROR}}">
        <label for="f-file">CSV 文件</label>
        <span class="hint" id="f-file-h">标题行：{{COLUMNS_TEXT}}。UTF-8 或 GB18030 编码；选项和单位写页面上的名称</span>
        {{#ERROR}}
          <span class="err" id="f-file-e">
            <svg class="bi" aria-hidden="true" focusable="false">
              <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
            </svg>
            {{ERROR_TEXT}}
          </span>
        {{/ERROR}}
        <input class="form-control" type="file" id="f-file" name="file" accept=".csv,text/csv" aria-describedby="f-file-h{{#ERROR}} f-file-e{{/ERROR}}"{{#ERROR}} aria-invalid="true"{{/ERROR}} required>
      </div>
    </div>
    <div class="pf"><button class="btn btn-primary" type="submit">读入</button></div>
  </form>
</section>
