{{%AUTOESCAPE context="HTML"}}
{{>SHEET}}
{{#HAS_CONDITIONS}}
  <h2>附带条件</h2>
  <ol>
    {{#CONDITION}}
      <li>
        {{CONDITION_TEXT}}（责任：{{OWNER_TEXT}}，{{DUE_DAY}} 前）{{#CLOSED_YES}}　已销项 {{CLOSED_AT}}{{/CLOSED_YES}}
        {{#MET_YES}}<span class="sub">　{{MET_AT}} 报告已落实：{{MET_NOTE}}</span>{{/MET_YES}}
      </li>
    {{/CONDITION}}
  </ol>
{{/HAS_CONDITIONS}}
<h2>材料</h2>
{{#HAS_FILES}}
  <div class="scroll">
    <table>
      <caption class="visually-hidden">材料</caption>
      <thead>
        <tr>
          <th scope="col">材料</th>
          <th scope="col">文件</th>
          <th scope="col">版本</th>
          <th scope="col">大小</th>
          <th scope="col">密封给</th>
          <th scope="col">交来</th>
          <th scope="col">摘要（BLAKE2b-256）</th>
        </tr>
      </thead>
      <tbody>
        {{#FILE}}
          <tr>
            <td>{{FILE_LABEL}}</td>
            <td>
              {{#ATTACHED}}<a href="{{FILE_HREF}}">{{FILE_NAME}}</a>{{/ATTACHED}}
              {{#LEFT_OUT}}{{FILE_NAME}}<br><span class="out">未附：{{REASON}}</span>{{/LEFT_OUT}}
            </td>
            <td class="num">{{FILE_VERSION}}</td>
            <td class="nw">{{FILE_SIZE}}</td>
            <td>{{SEALED_FOR}}</td>
            <td>{{UPLOADED_BY}} {{UPLOADED_AT}}</td>
            <td class="mono">{{FILE_DIGEST}}</td>
          </tr>
        {{/FILE}}
      </tbody>
    </table>
  </div>
{{/HAS_FILES}}
{{#NO_FILES}}<p>没有材料。</p>{{/NO_FILES}}
{{#FILES_CUT}}<p class="out">另有 {{CUT_N}} 份超过一份档案最多收录的 {{MOST_N}} 份，没有列入；请在系统中打开办理页面查看。</p>{{/FILES_CUT}}
<h2>办理过程</h2>
<p class="sub">{{EVENTS_TEXT}}，新的在前</p>
{{>TIMELINE}}
