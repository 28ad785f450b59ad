{{%AUTOESCAPE context="HTML"}}
<!DOCTYPE html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light">
    <title>{{TITLE}} - 四川省省级政务云管理平台</title>
    <link rel="icon" href="/static/favicon.svg?v={{STATIC_VERSION}}" type="image/svg+xml">
    <link rel="stylesheet" href="/static/bootstrap.min.css?v={{STATIC_VERSION}}">
    <link rel="stylesheet" href="/static/app.css?v={{STATIC_VERSION}}">
    <link rel="stylesheet" href="/static/print.css?v={{STATIC_VERSION}}">
    <script src="/static/app.js?v={{STATIC_VERSION}}" defer></script>
  </head>
  <body>
    <a class="skip" href="#main">跳到主要内容</a>
    <header class="topbar">
      <a class="brand" href="/">
        <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
          <path fill="#fff" d="M9.5 25A7.5 7.5 0 0 1 8.3 10.1 9 9 0 0 1 25.3 11.2 7 7 0 0 1 24.5 25z"/>
          <path fill="#c8261f" d="M10 19.5h12v2H10zM11.5 15h9v2h-9zM13.5 10.5h5v2h-5z"/>
        </svg>
        省级政务云管理平台{{#SIGNED_IN}}<small>{{ORG_NAME}}</small>{{/SIGNED_IN}}
      </a>
      {{#SIGNED_IN}}
        {{#MAY_SEARCH}}
          <form class="topsearch" role="search" method="get" action="/matters">
            <label class="visually-hidden" for="q">按编号或名称查找事项</label><input id="q" name="q" type="search" placeholder="查找事项：编号、名称">
            <button type="submit" aria-label="查找">
              <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#search"/></svg>
            </button>
          </form>
        {{/MAY_SEARCH}}
        <ul class="topnav">
          <li class="menu-link">
            <a href="#menu">
              <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#list"/></svg>
              <span>菜单</span>
            </a>
          </li>
          <li>
            <a href="/notices">
              <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#bell"/></svg>
              <span class="t">消息</span>
              {{#NOTICES}}<span class="count">{{NOTICE_COUNT}}<span class="visually-hidden"> 条未读</span></span>{{/NOTICES}}
            </a>
          </li>
          <li class="opt">
            <a href="/procedures">
              <svg class="bi" aria-hidden="true" focusable="false">
                <use href="/static/icons.svg?v={{STATIC_VERSION}}#question-circle"/>
              </svg>
              <span class="t">办事流程</span>
            </a>
          </li>
          <li>
            <details>
              <summary>
                <svg class="bi" aria-hidden="true" focusable="false">
                  <use href="/static/icons.svg?v={{STATIC_VERSION}}#person-circle"/>
                </svg>
                <span class="who">{{ACTOR_TITLE}}</span>
              </summary>
              <ul class="plain">
                <li>
                  <a href="/profile">
                    <svg class="bi" aria-hidden="true" focusable="false">
                      <use href="/static/icons.svg?v={{STATIC_VERSION}}#person-badge"/>
                    </svg>
                    我的账号
                  </a>
                </li>
                <li>
                  <a href="/password">
                    <svg class="bi" aria-hidden="true" focusable="false">
                      <use href="/static/icons.svg?v={{STATIC_VERSION}}#key"/>
                    </svg>
                    修改口令
                  </a>
                </li>
                <li>
                  <form method="post" action="/sign-out">
                    <input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="once" value="{{ONCE}}">
                    <button type="submit">
                      <svg class="bi" aria-hidden="true" focusable="false">
                        <use href="/static/icons.svg?v={{STATIC_VERSION}}#box-arrow-right"/>
                      </svg>
                      退出登录
                    </button>
                  </form>
                </li>
              </ul>
            </details>
          </li>
        </ul>
      {{/SIGNED_IN}}
    </header>
    {{#DEMO}}<aside class="strip s-demo" aria-label="演示数据说明">演示数据：单位、系统和数字均为虚构，仅供了解功能。</aside>{{/DEMO}}
    {{#SIGNED_IN}}
      <div class="shell">
        <nav class="side" id="menu" aria-label="主导航">
          <div>
            <a class="menu-shut" href="#main">
              <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#x-lg"/></svg>
              收起菜单
            </a>
            {{>MENU}}
          </div>
        </nav>
        <main class="main" id="main" tabindex="-1">
          <nav aria-label="当前位置">
            <ol class="crumb">
              {{#CRUMB}}<li><a href="{{CRUMB_HREF}}">{{CRUMB_LABEL}}</a></li>{{/CRUMB}}
              <li aria-current="page">{{TITLE}}</li>
            </ol>
          </nav>
          {{>BODY}}
        </main>
      </div>
    {{/SIGNED_IN}}
    {{#SIGNED_OUT}}<main class="main out" id="main" tabindex="-1">{{>BODY}}</main>{{/SIGNED_OUT}}
    <footer class="sitefoot">
      主办：四川省大数据中心　技术支持：{{SUPPORT_PHONE}}　<b>本平台为非涉密平台，严禁处理、传输国家秘密</b><br>数据时间：{{DATA_TIME}}（北京时间）　版本 {{VERSION}}
      　请求号 <span class="mono">{{REQUEST_ID}}</span>
    </footer>
  </body>
</html>
