{{%AUTOESCAPE context="HTML"}}
{{#TABLE_NAMED}}<p class="tbl-h"><span aria-hidden="true">{{TABLE_CAPTION}}</span>{{#EDIT_HREF}}<a href="{{EDIT_HREF}}">修改<span class="visually-hidden">{{TABLE_CAPTION}}</span></a>{{/EDIT_HREF}}</p>{{/TABLE_NAMED}}
<div class="scroll" tabindex="0" role="group" aria-label="可横向滚动">
  <table class="tbl t cards{{#TABLE_MANY}} many{{/TABLE_MANY}}">
    <caption class="visually-hidden">{{TABLE_CAPTION}}</caption>
    <thead><tr>{{#HEAD}}<th scope="col" class="{{HEAD_CLASS}}">{{HEAD_LABEL}}</th>{{/HEAD}}</tr></thead>
    <tbody>
      {{#LINE}}
        <tr>
          {{#CELL}}
            <td data-th="{{HEAD_LABEL}}" class="{{CELL_CLASS}}">
              {{#CELL_PLAIN}}{{CELL_TEXT}}{{/CELL_PLAIN}}
              {{#CELL_LINK}}<a class="{{LINK_CLASS}}" href="{{CELL_HREF}}">{{CELL_TEXT}}</a>{{/CELL_LINK}}
              {{#CELL_GAP}}<b class="bad">{{CELL_TEXT}}</b>{{/CELL_GAP}}
              {{#CELL_SUB}}<span class="sub{{#SUB_DAY}} nw{{/SUB_DAY}}">{{CELL_SUB}}</span>{{/CELL_SUB}}
            </td>
          {{/CELL}}
        </tr>
      {{/LINE}}
    </tbody>
  </table>
</div>
