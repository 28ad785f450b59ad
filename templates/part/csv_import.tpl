{{%AUTOESCAPE context="HTML"}}
{{#IMPORT_REFUSED}}
  <div class="errsum mb-3" role="alert" aria-labelledby="import-h" tabindex="-1" id="import-errors">
    <h2 id="import-h">
      <svg class="bi" aria-hidden="true" focusable="false">
        <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-triangle"/>
      </svg> {{IMPORT_HEADING}}
    </h2>
    <p>请在表格里改好，重新上传。整批要么全部保存，要么全部不保存。</p>
    <ol>
      {{#LINE_ERROR}}<li>第 {{LINE_NO}} 行{{#COLUMN_LABEL}}“{{COLUMN_LABEL}}”{{/COLUMN_LABEL}}：{{LINE_ERROR_TEXT}}</li>{{/LINE_ERROR}}
    </ol>
    {{#IMPORT_MORE}}<p class="mb-0">{{MORE_TEXT}}</p>{{/IMPORT_MORE}}
  </div>
{{/IMPORT_REFUSED}}
{{#PREVIEW}}
  <section class="panel mb-3">
    <div class="ph"><h2>导入预览</h2><span class="r">{{PREVIEW_TEXT}}</span></div>
    {{>TABLE}}
    <form method="post" action="{{IMPORT_HREF}}">
      <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
      <textarea name="text" aria-label="导入内容" hidden>{{CSV_TEXT:pre_escape}}</textarea>
      <div class="pf d-flex flex-wrap gap-2 align-items-center">
        <button class="btn btn-primary" name="action" value="import">全部导入</button>
        <a class="btn btn-plain" href="{{IMPORT_HREF}}">放弃</a><span class="ms-auto">导入的行注明来源，写入操作日志</span>
      </div>
    </form>
  </section>
{{/PREVIEW}}
{{#IMPORT_FORM}}
  <section class="panel mb-3" id="import">
    <div class="ph">
      <h2>{{IMPORT_LABEL}}</h2>
      <span class="r">
        <a href="{{SAMPLE_HREF}}">
          <svg class="bi" aria-hidden="true" focusable="false">
            <use href="/static/icons.svg?v={{STATIC_VERSION}}#download"/>
          </svg> 下载模板
        </a>
      </span>
    </div>
    <form method="post" action="{{IMPORT_HREF}}" enctype="multipart/form-data">
      <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
      <input type="hidden" name="action" value="preview">
      <div class="fgrid">
        <div class="field c12">
          <label for="f-import">CSV 文件</label><span class="hint" id="f-import-h">{{COLUMNS_TEXT}}。{{LIMIT_TEXT}}</span>
          <input class="form-control" type="file" id="f-import" name="file" accept=".csv,text/csv" aria-describedby="f-import-h" required>
        </div>
      </div>
      <div class="pf">
        <button class="btn btn-plain" type="submit">
          <svg class="bi" aria-hidden="true" focusable="false">
            <use href="/static/icons.svg?v={{STATIC_VERSION}}#file-earmark-arrow-up"/>
          </svg>
          上传并预览
        </button>
        　预览不保存任何内容。
      </div>
    </form>
  </section>
{{/IMPORT_FORM}}
