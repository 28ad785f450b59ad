{{%AUTOESCAPE context="HTML"}}
<div class="scroll" tabindex="0" role="group" aria-label="可横向滚动">
  <table class="tbl docs t cards">
    <caption class="visually-hidden">附件清单</caption>
    <thead>
      <tr>
        <th scope="col">文件</th>
        <th scope="col" class="nw">版本</th>
        <th scope="col" class="hide-m">摘要前 8 位</th>
        <th scope="col">密封与可开启单位</th>
        <th scope="col" class="nw">提交</th>
      </tr>
    </thead>
    <tbody>
      {{#DOCUMENT}}
        <tr>
          <td data-th="文件">
            <b>{{DOCUMENT_LABEL}}</b>
            <span class="d-block">
              {{#OPEN}}
                <a href="{{FILE_HREF}}">
                  <svg class="bi" aria-hidden="true" focusable="false">
                    <use href="/static/icons.svg?v={{STATIC_VERSION}}#file-earmark-text"/>
                  </svg> {{FILE_NAME}}
                </a>
              {{/OPEN}}
              {{#CLOSED}}{{FILE_NAME}}{{/CLOSED}}
            </span>
            <span class="sub">{{FILE_SIZE}}</span>
          </td>
          <td data-th="版本" class="nw">
            第 {{FILE_VERSION}} 版
            {{#OLDER}}<span class="sub"><a href="{{FILE_HREF}}">第 {{FILE_VERSION}} 版</a> {{UPLOADED_AT}}</span>{{/OLDER}}
          </td>
          <td data-th="摘要前 8 位" class="hide-m"><span class="mono nw">{{FILE_DIGEST}}</span></td>
          <td data-th="密封">
            <span class="seal">
              <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#lock"/></svg>
              已密封：{{SEALED_FOR}}
            </span>
            {{#READER}}<span class="sub">{{READER_TEXT}}</span>{{/READER}}
            {{#OPENED_HREF}}<span class="sub"><a href="{{OPENED_HREF}}">谁开启过</a></span>{{/OPENED_HREF}}
          </td>
          <td data-th="提交">{{UPLOADED_BY}}<span class="sub nw">{{UPLOADED_AT}}</span></td>
        </tr>
      {{/DOCUMENT}}
    </tbody>
  </table>
</div>
