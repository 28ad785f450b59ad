{{%AUTOESCAPE context="HTML"}}
{{#PART}}
  {{#ANNEX}}<h2 class="annex">{{HEADING_TEXT}}</h2>{{/ANNEX}}
  {{#HEADING_FIRST}}<h2>{{HEADING_TEXT}}</h2>{{/HEADING_FIRST}}
  {{#HEADING_SECOND}}<h3>{{HEADING_TEXT}}</h3>{{/HEADING_SECOND}}
  {{#HEADING_THIRD}}<h4>{{HEADING_TEXT}}</h4>{{/HEADING_THIRD}}
  {{#PARAGRAPH}}<p class="body">{{PARAGRAPH_TEXT}}</p>{{/PARAGRAPH}}
  {{#FIGURE}}<figure>{{>PICTURE}}</figure>{{/FIGURE}}
  {{#GRID}}
    <table class="a4">
      <caption>{{TABLE_CAPTION}}</caption>
      <thead><tr>{{#HEAD}}<th scope="col" class="{{HEAD_CLASS}}">{{HEAD_LABEL}}</th>{{/HEAD}}</tr></thead>
      <tbody>{{#LINE}}<tr>{{#CELL}}<td class="{{CELL_CLASS}}">{{CELL_TEXT}}</td>{{/CELL}}</tr>{{/LINE}}</tbody>
    </table>
    {{#NO_LINES}}<p class="body">没有记录。</p>{{/NO_LINES}}
  {{/GRID}}
{{/PART}}
