{{%AUTOESCAPE context="HTML"}}
<div class="pagehead">
  <div>
    <h1>
      {{TITLE}}<span class="tag t-{{PROCEDURE_TONE}}">{{PROCEDURE_TITLE}}</span>
      <span class="st st-{{STATE_TONE}}"><span>{{STATE_LABEL}}</span></span>
    </h1>
    <p>{{NUMBER}}　{{UNIT_NAME}}　{{ARTICLE_NOTE}}</p>
  </div>
  <div class="acts">
    {{#MAY_EDIT}}
      <a class="btn btn-primary" href="/matters/{{MATTER_ID}}/edit">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#pencil-square"/>
        </svg>
        填写
      </a>
    {{/MAY_EDIT}}
    <a class="btn btn-plain" href="/matters/{{MATTER_ID}}/print">
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印审批表
    </a>
    {{#PAPER}}
      <a class="btn btn-plain" href="{{PAPER_HREF}}">
        <svg class="bi" aria-hidden="true" focusable="false">
          <use href="/static/icons.svg?v={{STATIC_VERSION}}#file-earmark-text"/>
        </svg>
        {{PAPER_LABEL}}
      </a>
    {{/PAPER}}
  </div>
</div>
<div class="stack">
  {{>ERRORS}}
  {{#STALE}}
    <div class="note n-amber" role="alert">
      <svg class="bi" aria-hidden="true" focusable="false">
        <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-triangle"/>
      </svg>
      <div><b>{{STALE_HEADING}}</b>{{STALE_TEXT}}</div>
    </div>
  {{/STALE}}
  {{#LOST}}
    <section class="panel" id="lost">
      <div class="ph"><h2>您刚才填写的</h2><span class="r">没有保存，可以抄录</span></div>
      <div class="pb"><p class="pre mb-0">{{LOST_WORDS:pre_escape}}</p></div>
    </section>
  {{/LOST}}
  {{#LATE}}
    <section class="panel" id="late" role="alert">
      <div class="ph"><h2>没有保存</h2><span class="r">{{LATE_TEXT}}</span></div>
      <div class="pb">
        {{#LATE_SAME}}<p>您刚才填写的与已有内容相同。</p>{{/LATE_SAME}}
        {{#LATE_WORDS}}
          <p>您刚才填写的与已有内容有 {{LATE_COUNT}} 处不同{{#LATE_LISTED}}，列在下面，可以抄录{{/LATE_LISTED}}。{{#LATE_OPEN}}需要改的，请在本件退回后填写。{{/LATE_OPEN}}</p>
          {{#LATE_LISTED}}{{#GROUP}}<h3>{{GROUP_LABEL}}</h3>{{>PAIRS}}{{>TABLE}}{{/GROUP}}{{/LATE_LISTED}}
          {{#LATE_EMPTIED}}<p>清空了：{{LATE_EMPTIED}}</p>{{/LATE_EMPTIED}}
        {{/LATE_WORDS}}
        {{#LATE_OPINION}}<h3>您刚才写的意见</h3><p class="pre">{{LATE_OPINION:pre_escape}}</p>{{/LATE_OPINION}}
      </div>
    </section>
  {{/LATE}}
  {{#BARRED}}
    <div class="note n-grey">
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle"/></svg>
      <div>{{BARRED_TEXT}}</div>
    </div>
  {{/BARRED}}
  {{#HELD}}
    <div class="note n-amber">
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#pause-circle"/></svg>
      <div>
        <b>本件已挂起。</b>{{HELD_TEXT}}
        {{#MAY_RESUME}}
          <form class="pt-2" method="post" action="/matters/{{MATTER_ID}}">
            <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
            <button class="btn btn-plain" name="action" value="resume">恢复办理</button>
          </form>
        {{/MAY_RESUME}}
      </div>
    </div>
  {{/HELD}}
  {{#UNREAD}}
    <div class="note n-blue">
      <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#eye"/></svg>
      <div>
        {{#COPIED_YES}}<b>本件抄送给您阅知。</b>抄送单位可以查看办理内容，不能开启密封附件，也不用办理。{{/COPIED_YES}}
        {{#ADDRESSED_YES}}<b>本件发给您阅知。</b>阅后请登记，谁在何时阅过记录在案。{{/ADDRESSED_YES}}
        <form class="pt-2" method="post" action="/matters/{{MATTER_ID}}">
          <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
          <button class="btn btn-plain" name="action" value="read_copy">已阅</button>
        </form>
      </div>
    </div>
  {{/UNREAD}}
  <section class="panel" aria-label="办理进度">
    {{>STAGES}}
    {{>FACTS}}
    {{#ARITHMETIC}}
      <div class="arith">
        {{#RULED}}<div class="scroll" tabindex="0" role="group" aria-label="办理日历，可横向滚动">{{>RULER}}</div>{{/RULED}}
        <p>{{ARITHMETIC_TEXT}}</p>
      </div>
    {{/ARITHMETIC}}
  </section>
  <div class="cols">
    <div class="stack">
      {{#ASKED}}
        <section class="panel opinion" id="asked">
          <div class="ph"><h2>加签意见</h2><span class="r">{{ASKED_BY}} 请您提意见</span></div>
          <form method="post" action="/matters/{{MATTER_ID}}" data-guard>
            <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
            <input type="hidden" name="task" value="{{TASK}}">
            <div class="pb">
              <blockquote class="pre">{{QUESTION:pre_escape}}</blockquote>
              <div class="field{{#WORDS_ERROR}} has-err{{/WORDS_ERROR}}">
                <label for="f-asked">意见<span class="req" aria-hidden="true">*</span></label>
                <span class="hint" id="f-asked-h">2 至 2000 个字。您只提意见，由对方办理{{#STAYS_INSIDE}}；意见只在省大数据中心内部可见{{/STAYS_INSIDE}}</span>
                {{#WORDS_ERROR}}
                  <span class="err" id="f-asked-e">
                    <svg class="bi" aria-hidden="true" focusable="false">
                      <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
                    </svg>
                    {{WORDS_ERROR}}
                  </span>
                {{/WORDS_ERROR}}
                <textarea class="form-control" id="f-asked" name="opinion" rows="3" aria-describedby="f-asked-h{{#WORDS_ERROR}} f-asked-e{{/WORDS_ERROR}}"{{#WORDS_ERROR}} aria-invalid="true"{{/WORDS_ERROR}}>{{WORDS:pre_escape}}</textarea>
              </div>
            </div>
            <div class="pf"><button class="btn btn-primary" name="action" value="give_opinion">提交加签意见</button></div>
          </form>
        </section>
      {{/ASKED}}
      {{#MAY_ACT}}
        <section class="panel opinion" id="act">
          <div class="ph"><h2>{{ACT_HEADING}}</h2><span class="r">您正在以“{{ACT_AS}}”办理</span></div>
          {{#DEPUTY}}
            <p class="deputy">
              <svg class="bi" aria-hidden="true" focusable="false">
                <use href="/static/icons.svg?v={{STATIC_VERSION}}#person-badge"/>
              </svg>
              {{DEPUTY_TEXT}}
            </p>
          {{/DEPUTY}}
          {{#HAS_AWAITED}}
            <ul class="rows border-bottom">
              {{#AWAITED}}
                <li>
                  <svg class="bi" aria-hidden="true" focusable="false">
                    <use href="/static/icons.svg?v={{STATIC_VERSION}}#hourglass-split"/>
                  </svg>
                  <span class="gr">{{AWAITED_TEXT}}<span class="sub nw">{{AWAITED_SINCE}}</span></span>
                  <form method="post" action="/matters/{{MATTER_ID}}">
                    <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
                    <input type="hidden" name="task" value="{{TASK}}">
                    <button class="btn btn-plain" name="action" value="drop_signer">撤回加签</button>
                  </form>
                </li>
              {{/AWAITED}}
            </ul>
          {{/HAS_AWAITED}}
          {{#HAS_UPLOADS}}<ul class="rows border-bottom">{{>DOCUMENT}}</ul>{{/HAS_UPLOADS}}
          <form method="post" action="/matters/{{MATTER_ID}}" novalidate data-guard>
            <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
            <button type="submit" disabled hidden></button><input type="hidden" name="step" value="{{STEP}}">
            <div class="pb">
              {{#ACTION_NOTE}}<p class="hint">{{ACTION_NOTE_TEXT}}</p>{{/ACTION_NOTE}}
              {{#HAS_FIELDS}}<div class="fgrid p-0 mb-3">{{>FIELD}}</div>{{/HAS_FIELDS}}
              {{#FIELD_GROUP}}
                <details class="only-for"{{#GROUP_OPEN}} open{{/GROUP_OPEN}}>
                  <summary>“{{GROUP_LABEL}}”要填的内容</summary>
                  <div class="fgrid p-0">{{>FIELD}}</div>
                </details>
              {{/FIELD_GROUP}}
              {{#HAS_OPINION}}
                <div class="field{{#OPINION_ERROR}} has-err{{/OPINION_ERROR}}">
                  <label for="f-opinion">
                    意见{{#OPINION_REQUIRED}}<span class="req" aria-hidden="true">*</span>{{/OPINION_REQUIRED}}
                  </label>
                  <span class="hint" id="f-opinion-h">
                    {{OPINION_HINT}}{{#OPINION_KEPT}}；意见只给本单位、发起单位、省大数据中心和统一安全运维机构看{{/OPINION_KEPT}}
                  </span>
                  {{#OPINION_ERROR}}
                    <span class="err" id="f-opinion-e">
                      <svg class="bi" aria-hidden="true" focusable="false">
                        <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
                      </svg>
                      {{OPINION_ERROR}}
                    </span>
                  {{/OPINION_ERROR}}
                  <textarea class="form-control" id="f-opinion" name="opinion" rows="3" data-max="{{OPINION_MAX}}" aria-describedby="f-opinion-h{{#OPINION_ERROR}} f-opinion-e{{/OPINION_ERROR}}"{{#OPINION_ERROR}} aria-invalid="true"{{/OPINION_ERROR}}>{{OPINION:pre_escape}}</textarea>
                  {{>PHRASES}}
                </div>
              {{/HAS_OPINION}}
              {{>PASSWORD}}
            </div>
            <div class="pf d-flex flex-wrap gap-2 align-items-center">
              {{#ACTION}}
                <button class="btn btn-{{ACTION_STYLE}}" name="action" value="{{ACTION_KEY}}"{{#WITH_PASSWORD}} formaction="/matters/{{MATTER_ID}}/password"{{/WITH_PASSWORD}}>{{ACTION_LABEL}}</button>
              {{/ACTION}}
              <span class="ms-auto">{{ACT_CONSEQUENCE}}</span>
            </div>
          </form>
          <div class="tools">
            {{>TRANSFER}}
            {{#HOLD}}
              <details{{#TOOL_OPEN}} open{{/TOOL_OPEN}}>
                <summary>挂起</summary>
                <form method="post" action="/matters/{{MATTER_ID}}">
                  <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
                  <div class="field{{#CHOICE_ERROR}} has-err{{/CHOICE_ERROR}}">
                    <label for="f-until">恢复日期</label>
                    {{#CHOICE_ERROR}}
                      <span class="err" id="f-until-e">
                        <svg class="bi" aria-hidden="true" focusable="false">
                          <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
                        </svg>
                        {{CHOICE_ERROR}}
                      </span>
                    {{/CHOICE_ERROR}}
                    <input class="form-control" type="date" id="f-until" name="until" value="{{UNTIL}}"{{#CHOICE_ERROR}} aria-invalid="true" aria-describedby="f-until-e"{{/CHOICE_ERROR}}>
                  </div>
                  <div class="field{{#WORDS_ERROR}} has-err{{/WORDS_ERROR}}">
                    <label for="r-hold">理由</label>
                    {{#WORDS_ERROR}}
                      <span class="err" id="r-hold-e">
                        <svg class="bi" aria-hidden="true" focusable="false">
                          <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
                        </svg>
                        {{WORDS_ERROR}}
                      </span>
                    {{/WORDS_ERROR}}
                    <input class="form-control" type="text" id="r-hold" name="opinion" value="{{WORDS}}"{{#WORDS_ERROR}} aria-invalid="true" aria-describedby="r-hold-e"{{/WORDS_ERROR}}>
                  </div>
                  <button class="btn btn-plain" name="action" value="hold">挂起</button><span class="sub">{{HOLD_NOTE}}</span>
                </form>
              </details>
            {{/HOLD}}
          </div>
        </section>
      {{/MAY_ACT}}
      {{#MAY_FILE}}
        <section class="panel" id="file">
          <div class="ph"><h2>存入材料</h2><span class="r">您正在以“{{ACT_AS}}”办理</span></div>
          <ul class="rows">{{>DOCUMENT}}</ul>
        </section>
      {{/MAY_FILE}}
      {{#HAS_CHANGES}}
        <section class="panel">
          <div class="ph"><h2>本次提交改了什么</h2><span class="r">{{CHANGES_NOTE}}</span></div>
          {{#CHANGES_WHY}}<div class="pb warn">{{CHANGES_WHY_TEXT}}</div>{{/CHANGES_WHY}}
          <table class="tbl t kvt">
            <caption class="visually-hidden">本次提交与上次相比的变化</caption>
            <thead><tr><th scope="col">项目</th><th scope="col">变化</th></tr></thead>
            <tbody>
              {{#CHANGE}}
                <tr>
                  <td>
                    <span class="mut">{{CHANGE_LABEL}}</span>{{#MATERIAL_YES}}<span class="sub warn">重要内容</span>{{/MATERIAL_YES}}
                  </td>
                  <td>{{#CHANGE_BEFORE}}<del>{{CHANGE_BEFORE}}</del>{{/CHANGE_BEFORE}} {{#CHANGE_AFTER}}<ins>{{CHANGE_AFTER}}</ins>{{/CHANGE_AFTER}}</td>
                </tr>
              {{/CHANGE}}
            </tbody>
          </table>
        </section>
      {{/HAS_CHANGES}}
      {{#DECIDED}}
        <section class="panel">
          <div class="ph"><h2>{{STALE_WORD}}</h2></div>
          <div class="pb">{{DECIDED_TEXT}}</div>
          {{#DECIDED_TABLE}}
            <table class="tbl t kvt">
              <caption class="visually-hidden">与办理时相比的变化</caption>
              <thead><tr><th scope="col">项目</th><th scope="col">变化</th></tr></thead>
              <tbody>
                {{#CHANGE}}
                  <tr>
                    <td>
                      <span class="mut">{{CHANGE_LABEL}}</span>{{#MATERIAL_YES}}<span class="sub warn">重要内容</span>{{/MATERIAL_YES}}
                    </td>
                    <td>{{#CHANGE_BEFORE}}<del>{{CHANGE_BEFORE}}</del>{{/CHANGE_BEFORE}} {{#CHANGE_AFTER}}<ins>{{CHANGE_AFTER}}</ins>{{/CHANGE_AFTER}}</td>
                  </tr>
                {{/CHANGE}}
              </tbody>
            </table>
          {{/DECIDED_TABLE}}
        </section>
      {{/DECIDED}}
      {{#HAS_RULING}}
        <section class="panel">
          <div class="ph"><h2>申请与核定</h2></div>
          <div class="scroll" tabindex="0" role="group" aria-label="可横向滚动">
            <table class="tbl t cards">
              <caption class="visually-hidden">申请与核定对照</caption>
              <thead>
                <tr>
                  <th scope="col">用途</th>
                  <th scope="col">云平台</th>
                  <th scope="col">资源</th>
                  <th scope="col" class="num">申请</th>
                  <th scope="col" class="num">核定</th>
                  <th scope="col" class="num">增减</th>
                  <th scope="col">理由</th>
                </tr>
              </thead>
              <tbody>
                {{#RULING_ROW}}
                  <tr>
                    <td data-th="用途">{{PURPOSE}}</td>
                    <td data-th="云平台">{{PLATFORM_NAME}}</td>
                    <td data-th="资源">{{CLASS_LABEL}}（{{CLASS_UNIT}}）</td>
                    <td data-th="申请" class="num">{{REQUESTED_N}}</td>
                    <td data-th="核定" class="num">
                      {{#CUT_YES}}<b>{{GRANTED_N}}</b>{{/CUT_YES}}{{#SAME_YES}}{{GRANTED_N}}{{/SAME_YES}}
                    </td>
                    <td data-th="增减" class="num">
                      {{#CUT_YES}}<span class="warn">{{DIFFERENCE_N}}</span>{{/CUT_YES}}{{#SAME_YES}}—{{/SAME_YES}}
                    </td>
                    <td data-th="理由">{{REASON}}</td>
                  </tr>
                {{/RULING_ROW}}
              </tbody>
            </table>
          </div>
        </section>
      {{/HAS_RULING}}
      {{>PANEL_MAIN}}
      <section class="panel">
        <div class="ph"><h2>{{CONTENT_HEADING}}</h2>{{#REVISED}}<span class="r">第 {{REVISION}} 次修订</span>{{/REVISED}}</div>
        <div class="pb">
          {{#NO_GROUP}}<p class="mut">还没有填写内容。</p>{{/NO_GROUP}}
          {{#GROUP}}<h3>{{GROUP_LABEL}}</h3>{{>PAIRS}}{{>TABLE}}{{/GROUP}}
        </div>
      </section>
      {{#HAS_CONDITIONS}}
        <section class="panel" id="conditions">
          <div class="ph"><h2>附带条件</h2><span class="r">全部销项后方可正式运行</span></div>
          <ul class="rows">
            {{#CONDITION}}
              <li class="top">
                {{#OPEN_YES}}
                  <svg class="bi" aria-hidden="true" focusable="false">
                    <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-triangle"/>
                  </svg>
                {{/OPEN_YES}}
                {{#CLOSED_YES}}
                  <svg class="bi" aria-hidden="true" focusable="false">
                    <use href="/static/icons.svg?v={{STATIC_VERSION}}#check2-circle"/>
                  </svg>
                {{/CLOSED_YES}}
                <span class="gr">
                  {{CONDITION_TEXT}}
                  <span class="sub">责任：{{OWNER_TEXT}}　{{DUE_DAY}} 前{{#CLOSED_YES}}　已销项 {{CLOSED_AT}}{{/CLOSED_YES}}</span>
                  {{#MET_YES}}<span class="sub wrap">{{MET_AT}} 报告已落实：{{MET_NOTE}}</span>{{/MET_YES}}
                  {{#MAY_MEET}}
                    <form class="inline no-print" method="post" action="/matters/{{MATTER_ID}}">
                      <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
                      <input type="hidden" name="condition" value="{{CONDITION_ID}}">
                      <div class="field{{#NOTE_ERROR}} has-err{{/NOTE_ERROR}}">
                        <label for="f-condition-{{CONDITION_ID}}">落实情况</label>
                        {{#NOTE_ERROR}}
                          <span class="err" id="f-condition-{{CONDITION_ID}}-e">
                            <svg class="bi" aria-hidden="true" focusable="false">
                              <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
                            </svg>
                            {{NOTE_ERROR}}
                          </span>
                        {{/NOTE_ERROR}}
                        <input class="form-control" type="text" id="f-condition-{{CONDITION_ID}}" name="condition_note" value="{{NOTE_TYPED}}"{{#NOTE_ERROR}} aria-invalid="true" aria-describedby="f-condition-{{CONDITION_ID}}-e"{{/NOTE_ERROR}}>
                      </div>
                      <button class="btn btn-plain" name="action" value="meet_condition">
                        {{MEET_LABEL}}<span class="visually-hidden">：{{CONDITION_TEXT}}</span>
                      </button>
                    </form>
                  {{/MAY_MEET}}
                </span>
                {{#MAY_CLOSE}}
                  <form method="post" action="/matters/{{MATTER_ID}}">
                    <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
                    <input type="hidden" name="condition" value="{{CONDITION_ID}}">
                    <button class="btn btn-plain" name="action" value="close_condition">
                      销项<span class="visually-hidden">：{{CONDITION_TEXT}}</span>
                    </button>
                  </form>
                {{/MAY_CLOSE}}
              </li>
            {{/CONDITION}}
          </ul>
        </section>
      {{/HAS_CONDITIONS}}
      <section class="panel" id="documents">
        <div class="ph"><h2>附件</h2><span class="r">{{DOCUMENTS_TEXT}}</span></div>
        {{#HAS_DOCUMENTS}}{{>DOCUMENTS}}{{/HAS_DOCUMENTS}}
        {{>NO_DOCUMENTS}}
        {{#WITHDRAWN}}
          <div class="pf">
            已撤下：{{DOCUMENT_LABEL}}第 {{FILE_VERSION}} 版，
            {{#OURS}}<a href="{{FILE_HREF}}">{{FILE_NAME}}</a>{{/OURS}}{{#THEIRS}}{{FILE_NAME}}{{/THEIRS}}，{{UPLOADED_BY}} {{UPLOADED_AT}} 上传，{{WITHDRAWN_AT}} 撤下
          </div>
        {{/WITHDRAWN}}
        <div class="pf">每次开启都记入操作日志，本单位可以看到谁在何时开启。</div>
      </section>
    </div>
    <div class="stack">
      {{#HAND_ON}}
        <section class="panel no-print">
          <div class="ph"><h2>转给别人办理</h2></div>
          <div class="tools">{{>TRANSFER}}</div>
        </section>
      {{/HAND_ON}}
      {{#HAS_SIDE_ACTIONS}}
        <section class="panel no-print" aria-labelledby="side-h">
          <div class="ph"><h2 id="side-h">补充说明</h2></div>
          <form class="pb inline" method="post" action="/matters/{{MATTER_ID}}">
            <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
            <input type="hidden" name="step" value="{{STEP}}">
            <div class="field{{#WORDS_ERROR}} has-err{{/WORDS_ERROR}}">
              <label for="f-remark">要说明的内容</label>
              {{#WORDS_ERROR}}
                <span class="err" id="f-remark-e">
                  <svg class="bi" aria-hidden="true" focusable="false">
                    <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
                  </svg>
                  {{WORDS_ERROR}}
                </span>
              {{/WORDS_ERROR}}
              <input class="form-control" type="text" id="f-remark" name="opinion" value="{{WORDS}}"{{#WORDS_ERROR}} aria-invalid="true" aria-describedby="f-remark-e"{{/WORDS_ERROR}}>
            </div>
            {{#SIDE_ACTION}}
              <button class="btn btn-plain" name="action" value="{{ACTION_KEY}}">{{ACTION_LABEL}}</button>
            {{/SIDE_ACTION}}
          </form>
          <div class="pf">{{SIDE_ACTIONS_NOTE}}</div>
        </section>
      {{/HAS_SIDE_ACTIONS}}
      {{#HAS_SEATS}}
        <section class="panel">
          <div class="ph"><h2>各方签署</h2><span class="r">{{SEATS_NOTE}}</span></div>
          <ul class="rows">
            {{#SEAT}}
              <li>
                {{#SIGNED_YES}}
                  <svg class="bi" aria-hidden="true" focusable="false">
                    <use href="/static/icons.svg?v={{STATIC_VERSION}}#check2-circle"/>
                  </svg>
                {{/SIGNED_YES}}
                {{#OPEN_YES}}
                  <svg class="bi" aria-hidden="true" focusable="false">
                    <use href="/static/icons.svg?v={{STATIC_VERSION}}#hourglass-split"/>
                  </svg>
                {{/OPEN_YES}}
                {{#LATER_YES}}
                  <svg class="bi" aria-hidden="true" focusable="false">
                    <use href="/static/icons.svg?v={{STATIC_VERSION}}#clock-history"/>
                  </svg>
                {{/LATER_YES}}
                <span class="gr">
                  {{SEAT_TITLE}}
                  <span class="sub">
                    {{#SIGNED_YES}}已签 {{SIGNED_AT}}　{{SIGNED_BY}}{{/SIGNED_YES}}{{#OPEN_YES}}轮到签署，尚未签{{/OPEN_YES}}
                    {{#LATER_YES}}待前一方签署后办理{{/LATER_YES}}
                  </span>
                </span>
              </li>
            {{/SEAT}}
          </ul>
        </section>
      {{/HAS_SEATS}}
      {{#HAS_COPIES}}
        <section class="panel" id="copies">
          <div class="ph"><h2>抄送与阅知</h2></div>
          {{#COPIES_MANY}}
            <div class="pb"><p>{{COPIES_TEXT}}</p><a href="/matters/{{MATTER_ID}}/receipts">逐家查看</a></div>
          {{/COPIES_MANY}}
          <ul class="rows">
            {{#COPY}}
              <li>
                <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#send"/></svg>
                <span class="gr">
                  {{COPY_TO}}{{#UNREAD_YES}} <span class="tag t-grey">未阅</span>{{/UNREAD_YES}}<span class="sub">{{COPY_FROM}}</span>
                  {{#READER}}<span class="sub">{{READER_TEXT}}</span>{{/READER}}
                </span>
              </li>
            {{/COPY}}
          </ul>
        </section>
      {{/HAS_COPIES}}
      {{#MAY_COPY}}
        <section class="panel no-print" id="copy" aria-labelledby="copy-h">
          <div class="ph"><h2 id="copy-h">抄送</h2></div>
          {{#COPY_FORM}}
            <form class="pb inline" method="post" action="/matters/{{MATTER_ID}}">
              <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
              <div class="field{{#CHOICE_ERROR}} has-err{{/CHOICE_ERROR}}">
                <label for="f-receiver">抄送给</label>
                {{#CHOICE_ERROR}}
                  <span class="err" id="f-receiver-e">
                    <svg class="bi" aria-hidden="true" focusable="false">
                      <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
                    </svg>
                    {{CHOICE_ERROR}}
                  </span>
                {{/CHOICE_ERROR}}
                <select class="form-select" id="f-receiver" name="receiver"{{#CHOICE_ERROR}} aria-invalid="true" aria-describedby="f-receiver-e"{{/CHOICE_ERROR}}>
                  <option value="">请选择</option>
                  {{#OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_LABEL}}</option>{{/OPTION}}
                </select>
              </div>
              <div class="field{{#WORDS_ERROR}} has-err{{/WORDS_ERROR}}">
                <label for="f-copy-note">附言</label>
                {{#WORDS_ERROR}}
                  <span class="err" id="f-copy-note-e">
                    <svg class="bi" aria-hidden="true" focusable="false">
                      <use href="/static/icons.svg?v={{STATIC_VERSION}}#exclamation-circle-fill"/>
                    </svg>
                    {{WORDS_ERROR}}
                  </span>
                {{/WORDS_ERROR}}
                <input class="form-control" type="text" id="f-copy-note" name="opinion" value="{{WORDS}}"{{#WORDS_ERROR}} aria-invalid="true" aria-describedby="f-copy-note-e"{{/WORDS_ERROR}}>
              </div>
              <button class="btn btn-plain" name="action" value="copy">抄送</button>
            </form>
          {{/COPY_FORM}}
          {{#COPY_LINK}}
            <div class="pb"><a class="btn btn-plain" href="/matters/{{MATTER_ID}}?copy=yes#copy">选择抄送单位</a></div>
          {{/COPY_LINK}}
          <div class="pf">对方由此可以查看本件，不能开启密封附件；谁在何时阅过列在本页。</div>
        </section>
      {{/MAY_COPY}}
      {{>PANEL_SIDE}}
      <section class="panel" id="history">
        <div class="ph"><h2>办理过程</h2><span class="r">{{EVENTS_TEXT}}</span></div>
        {{>TIMELINE}}
      </section>
    </div>
  </div>
</div>
