{{%AUTOESCAPE context="HTML"}}<div class="pagehead"><div><h1>{{TITLE}}</h1><p>{{ARTICLE_NOTE}}</p></div></div>
<section class="panel" aria-label="搜索"><form class="filters" method="get"><div><label for="f-q">搜索编号、系统名称、备案号</label><input class="form-control" type="search" id="f-q" name="q" value="{{QUERY}}"></div><div class="go"><button class="btn btn-primary" type="submit"><svg class="bi" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v={{STATIC_VERSION}}#search"/></svg>搜索</button></div></form>
<div class="listbar"><span>{{COUNT_TEXT}}</span><span class="sort">只包括您有权查看的内容</span></div>
{{#HAS_ROWS}}<ul class="rows">{{#ROW}}<li><span class="tag t-grey">{{KIND_LABEL}}</span><span class="gr"><a class="name" href="{{HREF}}">{{HEADING}}</a><span class="sub">{{SUMMARY}}</span></span><time>{{CHANGED_AT}}</time></li>
{{/ROW}}</ul>{{/HAS_ROWS}}
{{>EMPTY}}{{>PAGER}}</section>
