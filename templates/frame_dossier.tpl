{{%AUTOESCAPE context="HTML"}}
<!DOCTYPE html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{{TITLE}}</title>
    <link rel="stylesheet" href="{{STYLE_HREF}}">
  </head>
  <body>
    <header><span>{{DRAWN_TEXT}}</span>{{#BACK}}<a href="{{BACK_HREF}}">返回档案目录</a>{{/BACK}}</header>
    <main>{{>BODY}}</main>
  </body>
</html>
