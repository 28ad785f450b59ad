{{%AUTOESCAPE context="HTML"}}
<fieldset class="field c12{{#ERROR}} has-err{{/ERROR}}" id="{{ID}}" data-rows="{{NAME}}" aria-describedby="{{#HINT}}{{ID}}-h {{/HINT}}{{#ERROR}}{{ID}}-e{{/ERROR}}">
  <legend>{{LABEL}}{{#REQUIRED}}<span class="req" aria-hidden="true">*</span>{{/REQUIRED}}</legend>
  {{#HINT}}<span class="hint" id="{{ID}}-h">{{HINT}}</span>{{/HINT}}
  {{#ERROR}}
    <span class="err" id="{{ID}}-e">
      <svg class="bi" aria-hidden="true" focusable="false">
        <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
      </svg>
      {{ERROR}}
    </span>
  {{/ERROR}}
  <div class="scroll" tabindex="0" role="group" aria-label="{{LABEL}}，可横向滚动">
    <table class="tbl edit cards">
      <caption class="visually-hidden">{{LABEL}}</caption>
      <thead>
        <tr>
          <th scope="col">行</th>
          {{#COLUMN}}<th scope="col" class="{{COLUMN_CLASS}}">{{COLUMN_LABEL}}</th>{{/COLUMN}}
          <th scope="col"><span class="visually-hidden">删除</span></th>
        </tr>
      </thead>
      <tbody>
        {{#LINE}}
          <tr data-line>
            <td data-th="行">{{LINE_NO}}</td>
            {{#CELL}}
              <td data-th="{{COLUMN_LABEL}}" class="{{COLUMN_CLASS}}">
                {{#CELL_TEXT}}
                  <input class="form-control" type="text" id="{{CELL_ID}}" name="{{CELL_NAME}}" value="{{CELL_VALUE}}" aria-label="{{CELL_LABEL}}"{{#CELL_INVALID}} aria-invalid="true" aria-describedby="{{CELL_ID}}-e"{{/CELL_INVALID}}>
                {{/CELL_TEXT}}
                {{#CELL_WIDE}}
                  <textarea class="form-control" rows="2" id="{{CELL_ID}}" name="{{CELL_NAME}}" aria-label="{{CELL_LABEL}}"{{#CELL_INVALID}} aria-invalid="true" aria-describedby="{{CELL_ID}}-e"{{/CELL_INVALID}}>{{CELL_VALUE:pre_escape}}</textarea>
                {{/CELL_WIDE}}
                {{#CELL_NUMBER}}
                  <input class="form-control" type="text" inputmode="numeric" autocomplete="off" id="{{CELL_ID}}" name="{{CELL_NAME}}" value="{{CELL_VALUE}}" aria-label="{{CELL_LABEL}}"{{#CELL_INVALID}} aria-invalid="true" aria-describedby="{{CELL_ID}}-e"{{/CELL_INVALID}}>
                {{/CELL_NUMBER}}
                {{#CELL_YES_NO}}
                  <select class="form-select" id="{{CELL_ID}}" name="{{CELL_NAME}}" aria-label="{{CELL_LABEL}}"{{#CELL_INVALID}} aria-invalid="true" aria-describedby="{{CELL_ID}}-e"{{/CELL_INVALID}}>
                    <option value="">请选择</option>
                    <option value="yes"{{#CELL_YES}} selected{{/CELL_YES}}>是</option>
                    <option value="no"{{#CELL_NO}} selected{{/CELL_NO}}>否</option>
                  </select>
                {{/CELL_YES_NO}}
                {{#CELL_DATE}}
                  <input class="form-control" type="date" id="{{CELL_ID}}" name="{{CELL_NAME}}" value="{{CELL_VALUE}}" aria-label="{{CELL_LABEL}}"{{#CELL_INVALID}} aria-invalid="true" aria-describedby="{{CELL_ID}}-e"{{/CELL_INVALID}}>
                {{/CELL_DATE}}
                {{#CELL_WORDS}}
                  <input class="form-control" type="text" id="{{CELL_ID}}" name="{{CELL_NAME}}" value="{{CELL_VALUE}}" placeholder="名称的一部分" aria-label="{{CELL_LABEL}}，写名称的一部分再按本页的按钮"{{#CELL_INVALID}} aria-invalid="true" aria-describedby="{{CELL_ID}}-e"{{/CELL_INVALID}}>
                {{/CELL_WORDS}}
                {{#CELL_CHOICE}}
                  <select class="form-select" id="{{CELL_ID}}" name="{{CELL_NAME}}" aria-label="{{CELL_LABEL}}"{{#CELL_INVALID}} aria-invalid="true" aria-describedby="{{CELL_ID}}-e"{{/CELL_INVALID}}>
                    {{#KEPT}}<option value="{{CELL_VALUE}}" selected>请选择</option>{{/KEPT}}
                    {{#AGAIN}}<option value="">重新查找</option>{{/AGAIN}}
                    {{#BLANK}}<option value="">请选择</option>{{/BLANK}}
                    {{#OPTION}}
                      <option value="{{OPTION_VALUE}}"{{#OPTION_SELECTED}} selected{{/OPTION_SELECTED}}>{{OPTION_LABEL}}</option>
                    {{/OPTION}}
                  </select>
                {{/CELL_CHOICE}}
              </td>
            {{/CELL}}
            <td data-th="">
              <button class="btn btn-link" type="submit" name="action" value="drop_row:{{NAME}}:{{LINE_INDEX}}" aria-label="删除第 {{LINE_NO}} 行">
                <svg class="bi" aria-hidden="true" focusable="false">
                  <use href="/static/icons.svg?v={{STATIC_VERSION}}#trash3"/>
                </svg>
              </button>
            </td>
          </tr>
          {{#LINE_ERROR}}
            <tr class="row-err">
              <td colspan="{{COLUMN_SPAN}}">
                <span class="err" id="{{CELL_ID}}-e">
                  <svg class="bi" aria-hidden="true" focusable="false">
                    <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
                  </svg>
                  {{LINE_ERROR_TEXT}}
                </span>
              </td>
            </tr>
          {{/LINE_ERROR}}
        {{/LINE}}
      </tbody>
      {{#TOTAL}}
        <tfoot>
          <tr>
            <th scope="row" data-th="合计">合计</th>
            {{#TOTAL_CELL}}<td data-th="{{COLUMN_LABEL}}" class="{{COLUMN_CLASS}}">{{TOTAL_VALUE}}</td>{{/TOTAL_CELL}}
            <td></td>
          </tr>
        </tfoot>
      {{/TOTAL}}
    </table>
  </div>
  <div class="rowbar">
    <button class="btn btn-plain" type="submit" name="action" value="add_row:{{NAME}}">
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#plus-lg"/></svg>增加一行
    </button>
    &#32;
    {{#COUNTING}}
      <button class="btn btn-plain" type="submit" name="action" value="count_rows:{{NAME}}">
        <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#arrow-repeat"/></svg>
        重算合计
      </button>
    {{/COUNTING}}
  </div>
  {{#PASTING}}
    <details class="paste"{{#PASTED}} open{{/PASTED}}>
      <summary>从表格粘贴，或用 CSV 内容替换</summary>
      <label for="{{ID}}-paste">每行一条，列的次序与上表相同，用制表符或逗号分隔</label>
      <textarea class="form-control" rows="4" id="{{ID}}-paste" name="{{NAME}}.paste">{{PASTED:pre_escape}}</textarea>
      <button class="btn btn-plain mt-2" type="submit" name="action" value="paste_rows:{{NAME}}">
        读入并替换
      </button> <button class="btn btn-plain mt-2" type="submit" name="action" value="file_rows:{{NAME}}">
        上传 CSV 文件
      </button>
    </details>
  {{/PASTING}}
</fieldset>
