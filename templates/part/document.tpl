{{%AUTOESCAPE context="HTML"}}
<div class="document">
  {{#PART}}
    {{#ANNEX}}<h2>{{HEADING_TEXT}}</h2>{{/ANNEX}}
    {{#HEADING_FIRST}}<h2>{{HEADING_TEXT}}</h2>{{/HEADING_FIRST}}
    {{#HEADING_SECOND}}<h3>{{HEADING_TEXT}}</h3>{{/HEADING_SECOND}}
    {{#HEADING_THIRD}}<h4>{{HEADING_TEXT}}</h4>{{/HEADING_THIRD}}
    {{#PARAGRAPH}}<p>{{PARAGRAPH_TEXT}}</p>{{/PARAGRAPH}}
    {{#FIGURE}}<figure>{{>PICTURE}}</figure>{{/FIGURE}}
    {{#GRID}}
      {{#FOLDED}}
      <details class="fold">
        <summary>{{TABLE_CAPTION}} <span class="mut">{{ROWS_TEXT}}</span></summary>
        {{/FOLDED}}
        <div class="scroll" tabindex="0" role="group" aria-label="可横向滚动">
          <table class="tbl t cards">
            <caption>
              {{#FOLDED}}<span class="visually-hidden">{{TABLE_CAPTION}}</span>{{/FOLDED}}
              {{#UNFOLDED}}{{TABLE_CAPTION}}{{/UNFOLDED}}
              {{#FILES}}
                &#32;<a href="{{XLSX_HREF}}">
                  Excel<span class="visually-hidden">：{{TABLE_CAPTION}}</span>
                </a> <a href="{{CSV_HREF}}">
                  CSV<span class="visually-hidden">：{{TABLE_CAPTION}}</span>
                </a>
              {{/FILES}}
            </caption>
            <thead><tr>{{#HEAD}}<th scope="col" class="{{HEAD_CLASS}}">{{HEAD_LABEL}}</th>{{/HEAD}}</tr></thead>
            <tbody>
              {{#LINE}}<tr>{{#CELL}}<td data-th="{{HEAD_LABEL}}" class="{{CELL_CLASS}}">{{CELL_TEXT}}</td>{{/CELL}}</tr>{{/LINE}}
            </tbody>
          </table>
          {{#MORE}}<p class="mut">{{MORE_TEXT}}，见表名旁的文件和打印版。</p>{{/MORE}}
          {{#NO_LINES}}<p class="mut">没有记录。</p>{{/NO_LINES}}
        </div>
        {{#FOLDED}}
      </details>
      {{/FOLDED}}
    {{/GRID}}
  {{/PART}}
</div>
