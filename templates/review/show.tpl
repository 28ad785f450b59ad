{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div>
    <h1>{{TITLE}}<span class="tag t-purple">仅省大数据中心可见</span></h1>
    <p>{{SUBJECT}}　{{NUMBER}}　{{UNIT_NAME}}　{{ARTICLE_NOTE}}</p>
  </div>
  <div class="acts"><a class="btn btn-plain" href="/matters/{{MATTER_ID}}">返回事项</a></div>
</div>
<div class="stack">
  {{#ROUND}}
    <section class="panel" aria-labelledby="round-{{ROUND_NO}}">
      <div class="ph">
        <h2 id="round-{{ROUND_NO}}">
          第 {{ROUND_NO}} 轮　{{MODE_LABEL}}<span class="st st-{{CONCLUSION_TONE}}"><span>{{CONCLUSION_LABEL}}</span></span>
        </h2>
        <span class="r">评审日期 {{HELD_DAY}}　组织于 <time>{{OPENED_AT}}</time>　意见 {{OPINIONS_TEXT}}</span>
      </div>
      {{#CONSOLIDATED}}<div class="pb"><b>评审意见表</b><p class="pre">{{CONSOLIDATED:pre_escape}}</p></div>{{/CONSOLIDATED}}
      {{#HAS_OPINIONS}}
        <table class="tbl t cards">
          <caption class="visually-hidden">第 {{ROUND_NO}} 轮个人意见</caption>
          <thead><tr><th scope="col">评审人员</th><th scope="col">结论</th><th scope="col">意见</th><th scope="col">时间</th></tr></thead>
          <tbody>
            {{#OPINION_ROW}}
              <tr>
                <td data-th="评审人员" class="nw">{{WHO}}</td>
                <td data-th="结论" class="nw"><span class="st st-{{VERDICT_TONE}}"><span>{{VERDICT_LABEL}}</span></span></td>
                <td data-th="意见" class="pre">{{OPINION:pre_escape}}</td>
                <td data-th="时间" class="nw"><time>{{GIVEN_AT}}</time></td>
              </tr>
            {{/OPINION_ROW}}
          </tbody>
        </table>
      {{/HAS_OPINIONS}}
      {{#NO_OPINIONS}}<p class="pb mut">还没有收到个人意见。</p>{{/NO_OPINIONS}}
      <div class="pf">个人意见和评审人员不向使用单位和服务商公开，对外只有评审意见表和结论。</div>
    </section>
  {{/ROUND}}
  {{>EMPTY}}
  {{#HAS_GUESTS}}
    <section class="panel">
      <div class="ph"><h2>受邀人员</h2></div>
      <table class="tbl t cards">
        <caption class="visually-hidden">受邀评审人员</caption>
        <thead>
          <tr>
            <th scope="col">人员</th>
            <th scope="col">身份</th>
            <th scope="col">利害关系</th>
            <th scope="col">受邀时间</th>
            <th scope="col">邀请状态</th>
          </tr>
        </thead>
        <tbody>
          {{#GUEST}}
            <tr>
              <td data-th="人员">{{WHO}}</td>
              <td data-th="身份">{{ROLE_LABEL}}</td>
              <td data-th="利害关系"><span class="st st-{{CONFLICT_TONE}}"><span>{{CONFLICT_LABEL}}</span></span></td>
              <td data-th="受邀时间" class="nw"><time>{{SINCE_AT}}</time></td>
              <td data-th="邀请状态">{{#LIVE_YES}}有效{{/LIVE_YES}}{{#ENDED_YES}}已随结论失效{{/ENDED_YES}}</td>
            </tr>
          {{/GUEST}}
        </tbody>
      </table>
    </section>
  {{/HAS_GUESTS}}
</div>
