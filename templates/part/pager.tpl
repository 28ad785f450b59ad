{{%AUTOESCAPE context="HTML"}}
<div class="foot">
  <span>
    {{PAGE_TEXT}}
    {{#FILES}}<span class="no-print">　导出全部：<a href="{{XLSX_HREF}}">Excel</a>　<a href="{{CSV_HREF}}">CSV</a></span>{{/FILES}}
  </span>
  {{#PAGES}}
    <nav aria-label="分页">
      <ul class="pages">
        {{#NO_PREVIOUS}}
          <li>
            <span class="off">
              <svg class="bi" aria-hidden="true" focusable="false">
                <use href="/static/icons.svg?v={{STATIC_VERSION}}#chevron-left"/>
              </svg>
              上一页<span class="visually-hidden">（无）</span>
            </span>
          </li>
        {{/NO_PREVIOUS}}
        {{#PREVIOUS}}
          <li>
            <a href="{{PREVIOUS_HREF}}" rel="prev">
              <svg class="bi" aria-hidden="true" focusable="false">
                <use href="/static/icons.svg?v={{STATIC_VERSION}}#chevron-left"/>
              </svg>
              上一页
            </a>
          </li>
        {{/PREVIOUS}}
        {{#NEXT}}
          <li>
            <a href="{{NEXT_HREF}}" rel="next">
              下一页
              <svg class="bi" aria-hidden="true" focusable="false">
                <use href="/static/icons.svg?v={{STATIC_VERSION}}#chevron-right"/>
              </svg>
            </a>
          </li>
        {{/NEXT}}
        {{#NO_NEXT}}
          <li>
            <span class="off">
              下一页
              <svg class="bi" aria-hidden="true" focusable="false">
                <use href="/static/icons.svg?v={{STATIC_VERSION}}#chevron-right"/>
              </svg>
              <span class="visually-hidden">（无）</span>
            </span>
          </li>
        {{/NO_NEXT}}
      </ul>
    </nav>
  {{/PAGES}}
</div>
