{{%AUTOESCAPE context="HTML"}}
<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div></div>
{{>ERRORS}}
<div class="stack">
  <section class="panel">
    <div class="ph"><h2>导入次序</h2><span class="r">UTF-8 或 GB18030 编码；先预览，逐行提示，整批保存或者都不保存</span></div>
    <table class="tbl t cards">
      <caption class="visually-hidden">存量数据文件，按导入次序</caption>
      <thead>
        <tr>
          <th scope="col" class="num">次序</th>
          <th scope="col">文件</th>
          <th scope="col">列</th>
          <th scope="col">谁来导入</th>
          <th scope="col" class="num">已登记</th>
          <th scope="col" class="num">其中存量导入</th>
          <th scope="col" class="ops">操作</th>
        </tr>
      </thead>
      <tbody>
        {{#FILE}}
          <tr>
            <td data-th="次序" class="num">{{FILE_NO}}</td>
            <td data-th="文件">{{FILE_LABEL}}<span class="sub">{{FILE_NAME}}</span></td>
            <td data-th="列"><span class="sub">{{COLUMNS_TEXT}}</span></td>
            <td data-th="谁来导入">{{WHO}}</td>
            <td data-th="已登记" class="num">{{ALL_N}}</td>
            <td data-th="其中存量导入" class="num">{{IMPORTED_N}}</td>
            <td data-th="操作" class="ops nw">
              <a href="{{SAMPLE_HREF}}">下载模板</a>{{#IMPORT_YES}}　<a href="{{IMPORT_HREF}}">导入{{FILE_LABEL}}</a>{{/IMPORT_YES}}
            </td>
          </tr>
        {{/FILE}}
      </tbody>
    </table>
    <div class="pf">存量导入的资源随即计入平台占用，每行取核定数与实配数的较大值；超过容量的行不能导入。角色由安全管理员用另一个文件授予，不随账号导入。</div>
  </section>
  <section class="panel">
    <div class="ph"><h2>待各单位确认</h2><span class="r">使用单位确认系统，运行单位确认平台和承载的系统，双方各自确认联系人</span></div>
    {{#HAS_ROWS}}
      <table class="tbl t cards">
        <caption class="visually-hidden">各单位的存量登记</caption>
        <thead>
          <tr>
            <th scope="col">单位</th>
            <th scope="col" class="num">存量登记</th>
            <th scope="col" class="num">待确认</th>
            <th scope="col" class="num">待处理异议</th>
            <th scope="col">办理</th>
          </tr>
        </thead>
        <tbody>
          {{#ROW}}
            <tr>
              <td data-th="单位">{{UNIT_NAME}}</td>
              <td data-th="存量登记" class="num">{{ALL_N}}</td>
              <td data-th="待确认" class="num">{{OPEN_N}}</td>
              <td data-th="待处理异议" class="num">{{OBJECTIONS_N}}</td>
              <td data-th="办理">
                {{#ASKED}}<a href="{{MATTER_HREF}}">{{STATE_TEXT}}</a>{{/ASKED}}
                {{#ASKED_ELSEWHERE}}{{STATE_TEXT}}{{/ASKED_ELSEWHERE}}{{#UNSENT}}<span class="mut">{{STATE_TEXT}}</span>{{/UNSENT}}
                {{#CONFIRMED}}{{STATE_TEXT}}{{/CONFIRMED}}
              </td>
            </tr>
          {{/ROW}}
        </tbody>
      </table>
    {{/HAS_ROWS}}
    {{>EMPTY}}
    {{>PAGER}}
    {{#MAY_SEND}}
      <form method="post">
        <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
        <div class="pf">
          <button class="btn btn-primary" name="action" value="send">送各单位确认</button>　给有待确认内容、还没有在办确认的单位各开一件“存量登记确认”。
        </div>
      </form>
    {{/MAY_SEND}}
  </section>
</div>
