{{%AUTOESCAPE context="HTML"}}
<div class="note">
  <p>
    {{#NUMBERED}}文号 {{OFFICIAL_NUMBER}}，成文日期 {{DATED_DAY}}（封存后登记，不在版面上）。{{/NUMBERED}}
    {{#UNNUMBERED}}还没有登记文号，印发后把公文系统编制的文号和成文日期登记在这里。{{/UNNUMBERED}}
    {{#MAY_NUMBER}}<a href="{{NUMBER_HREF}}">登记或作废文号</a>{{/MAY_NUMBER}}
  </p>
</div>
