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
  <body class="sheet-bg">
    <header class="tool">
      <a href="{{BACK_HREF}}">
        <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#chevron-left"/></svg>
        {{BACK_LABEL}}
      </a>
      <span class="mut">{{#DEMO}}演示数据。{{/DEMO}}{{TOOL_NOTE}}</span>
      {{#OFFICE}}
        <a class="btn btn-plain" href="{{OFFICE_HREF}}">
          <svg class="bi" aria-hidden="true" focusable="false">
            <use href="/static/icons.svg?v={{STATIC_VERSION}}#pencil-square"/>
          </svg>
          登记文号
        </a>
      {{/OFFICE}}
      {{#PDF}}
        <a class="btn btn-plain" href="{{PDF_HREF}}">
          <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#download"/></svg>
          下载 PDF
        </a>
      {{/PDF}}
      <button class="btn btn-primary" type="button" data-print hidden>
        <svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#printer"/></svg>打印
      </button>
    </header>
    <main id="main">{{>BODY}}</main>
    {{#DEMO}}<p class="only-print demo-mark" aria-hidden="true">演示数据</p>{{/DEMO}}
  </body>
</html>
