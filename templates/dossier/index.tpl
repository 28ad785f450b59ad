{{%AUTOESCAPE context="HTML"}}
<h1>{{SYSTEM_NAME}}</h1>
<p>信息系统档案（一系统一档）</p>
<p class="mut">{{DRAWN_BY}} 于 {{DRAWN_AT}} 调取，内容以调取人当时的查看范围为限。</p>
<h2>基本情况</h2>
<dl class="kv">{{#PAIR}}<div><dt>{{PAIR_LABEL}}</dt><dd>{{PAIR_VALUE}}</dd></div>{{/PAIR}}</dl>
<h2>办理记录</h2>
{{#HAS_MATTERS}}
  <div class="scroll">
    <table>
      <caption class="visually-hidden">办理记录</caption>
      <thead>
        <tr>
          <th scope="col">编号</th>
          <th scope="col">事项</th>
          <th scope="col">标题</th>
          <th scope="col">环节</th>
          <th scope="col">提交</th>
          <th scope="col">办结</th>
        </tr>
      </thead>
      <tbody>
        {{#MATTER}}
          <tr>
            <td class="nw"><a href="{{MATTER_HREF}}">{{NUMBER}}</a></td>
            <td>{{PROCEDURE_TITLE}}</td>
            <td>{{SUBJECT}}</td>
            <td>{{STATE_LABEL}}</td>
            <td class="nw">{{SUBMITTED_AT}}</td>
            <td class="nw">{{CLOSED_AT}}</td>
          </tr>
        {{/MATTER}}
      </tbody>
    </table>
  </div>
{{/HAS_MATTERS}}
{{#NO_MATTERS}}<p>没有本单位参与办理的事项。</p>{{/NO_MATTERS}}
{{#MATTERS_CUT}}<p class="out">事项较多，只列前 500 件。</p>{{/MATTERS_CUT}}
{{#TABLE}}
  <h2>{{TABLE_TITLE}}</h2>
  {{#SHOWN}}
    <div class="scroll">
      <table>
        <caption class="visually-hidden">{{TABLE_TITLE}}</caption>
        <thead><tr>{{#HEAD}}<th scope="col">{{HEAD_LABEL}}</th>{{/HEAD}}</tr></thead>
        <tbody>
          {{#LINE}}
            <tr>
              {{#CELL}}
                <td class="{{CELL_CLASS}}">
                  {{#CELL_LINK}}<a href="{{CELL_HREF}}">{{CELL_TEXT}}</a>{{/CELL_LINK}}{{#CELL_PLAIN}}{{CELL_TEXT}}{{/CELL_PLAIN}}
                </td>
              {{/CELL}}
            </tr>
          {{/LINE}}
        </tbody>
      </table>
    </div>
  {{/SHOWN}}
  <p class="sub">{{#TABLE_WHOLE}}全部 {{/TABLE_WHOLE}}{{#TABLE_CUT}}行数较多，只取前 {{/TABLE_CUT}}{{FILE_ROWS}} 行：<a href="{{FILE_HREF}}">{{FILE_HREF}}</a></p>
{{/TABLE}}
{{#NO_ROWS}}<h2>没有记录的项目</h2><p>{{EMPTY_TITLES}}。</p>{{/NO_ROWS}}
<h2>材料</h2>
{{#HAS_FILES}}
  <div class="scroll">
    <table>
      <caption class="visually-hidden">材料</caption>
      <thead>
        <tr>
          <th scope="col">事项</th>
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
            <td class="nw">{{NUMBER}}</td>
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
<p class="sub">按办理记录的次序，最多收录 {{FILES_MOST_N}} 份材料。</p>
<h2>操作日志</h2>
<p>
  <a href="audit.txt">audit.txt</a> 共 {{LOG_ROWS}} 行：{{#LOG_OF_ALL}}本系统、上列事项和材料的全部操作。{{/LOG_OF_ALL}}
  {{#LOG_OF_OWN}}调取单位人员对本系统、上列事项和材料的操作；其他单位人员的操作不列。{{/LOG_OF_OWN}}每行附到签名检查点的证明。
</p>
{{#LOG_ARCHIVED}}<p>其中 {{ARCHIVED_ROWS}} 行已移出日志，取自核对无误的归档文件。</p>{{/LOG_ARCHIVED}}
{{#LOG_LOST}}<p class="out">日志第 {{LOST_FROM}} 行至第 {{LOST_TO}} 行之间有已移出的部分，其归档文件不在本平台或与登记的摘要不符，没有列入。</p>{{/LOG_LOST}}
<h2>怎样核验</h2>
<p>解压后在本机执行 <span class="mono">zwy-verify 公钥文件 解压的文件夹</span>，不需要联网。公钥向省大数据中心书面索取，不要用随档案一起来的。</p>
<p>manifest.txt 列出每个文件的 SHA-256；它自己的 SHA-256 在调取时写进操作日志，proof.txt 是那一行日志和签名检查点的证明。改动、增减、调换任何文件或日志行，核验都会指出。</p>
