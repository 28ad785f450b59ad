{{%AUTOESCAPE context="HTML"}}
<li id="{{ID}}-row"{{#ERROR}} class="has-err"{{/ERROR}}>
  <form class="up{{#REPORT}} rep{{/REPORT}}" method="post" action="{{UPLOAD_HREF}}" enctype="multipart/form-data" novalidate data-upload>
    <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
    <input type="hidden" name="step" value="{{STEP}}"><input type="hidden" name="action" value="upload">
    <div class="gr">
      <label for="{{ID}}"><b>{{LABEL}}</b>{{#REQUIRED}}<span class="req" aria-hidden="true">*</span>{{/REQUIRED}}</label>
      <span class="sub" id="{{ID}}-h">{{LIMIT_TEXT}}</span>&#32;
      <span class="err" id="{{ID}}-e" role="status">
        {{#ERROR}}
          <svg class="bi" aria-hidden="true" focusable="false">
            <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
          </svg>
          {{ERROR}}
        {{/ERROR}}
      </span>
      &#32;
      {{#HAVE}}
        <span class="d-block">
          <svg class="bi" aria-hidden="true" focusable="false">
            <use href="/static/icons.svg?v={{STATIC_VERSION}}#file-earmark-check"/>
          </svg> <a href="{{FILE_HREF}}">{{FILE_NAME}}</a>
          ，{{FILE_SIZE}}，第 {{FILE_VERSION}} 版{{#READER}}，{{READER_TEXT}}{{/READER}}
          {{#MAY_WITHDRAW}}，<a class="nw" href="{{WITHDRAW_HREF}}">撤下<span class="visually-hidden">{{FILE_NAME}}</span></a>{{/MAY_WITHDRAW}}
        </span>
      {{/HAVE}}
      {{#LACKING}}
        <span class="d-block mut">
          <svg class="bi" aria-hidden="true" focusable="false">
            <use href="/static/icons.svg?v={{STATIC_VERSION}}#file-earmark-x"/>
          </svg> 尚未上传
        </span>
      {{/LACKING}}
      &#32;
      {{#SEALED_FOR}}
        <span class="seal">
          <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#lock"/></svg>已密封：
          {{SEALED_FOR}}可开启
        </span>
      {{/SEALED_FOR}}
    </div>
    {{#READER_SELF}}<p class="sub">只给本单位、发起单位、省大数据中心和统一安全运维机构看</p>{{/READER_SELF}}
    {{#READER_CHOICE}}
      <div class="facts-in">
        <label class="sub" for="{{ID}}-reader">给哪个单位看</label>
        <select class="form-select" id="{{ID}}-reader" name="reader" aria-describedby="{{ID}}-e">
          <option value="">请选择</option>
          {{#READER_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_SELECTED}} selected{{/OPTION_SELECTED}}>{{OPTION_LABEL}}</option>{{/READER_OPTION}}
        </select>
      </div>
    {{/READER_CHOICE}}
    {{#REPORT}}
      <div class="facts-in">
        <label class="sub" for="{{ID}}-assessor">出具机构</label>
        <select class="form-select" id="{{ID}}-assessor" name="assessor">
          <option value="">请选择</option>
          {{#OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_SELECTED}} selected{{/OPTION_SELECTED}}>{{OPTION_LABEL}}</option>{{/OPTION}}
        </select>
        <label class="sub" for="{{ID}}-no">报告编号</label>
        <input class="form-control" type="text" id="{{ID}}-no" name="report_no" value="{{REPORT_NO}}">
        <label class="sub" for="{{ID}}-day">报告日期</label>
        <input class="form-control" type="date" id="{{ID}}-day" name="evidence_day" value="{{EVIDENCE_DAY}}">
        <label class="sub" for="{{ID}}-con">结论</label>
        <input class="form-control" type="text" id="{{ID}}-con" name="conclusion" value="{{CONCLUSION}}">
      </div>
    {{/REPORT}}
    <div class="pick">
      <input class="form-control" type="file" id="{{ID}}" name="{{DOCUMENT_KEY}}" aria-describedby="{{ID}}-h {{ID}}-e"{{#ERROR}} aria-invalid="true"{{/ERROR}}{{#REQUIRED}} required{{/REQUIRED}}>
      <button class="btn btn-plain" type="submit">上传<span class="visually-hidden">{{LABEL}}</span></button>
      <progress max="100" value="0" aria-label="{{LABEL}}上传进度" hidden></progress>
    </div>
  </form>
</li>
