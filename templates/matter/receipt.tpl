{{%AUTOESCAPE context="HTML"}}
<article class="sheet letter" tabindex="0" aria-label="资源交付签收单">
  <h1>资源交付签收单</h1>
  {{>PAPER_NUMBER}}
  <p class="to">{{ADDRESSEE}}：</p>
  <p class="body">{{SUBJECT}}的云资源已由{{OPERATOR_NAMES}}配置完成，监控已接入。我单位已核对，现予签收：</p>
  <table class="a4 free">
    <caption class="visually-hidden">交付清单</caption>
    <thead><tr><th scope="col">用途</th><th scope="col">云平台</th><th scope="col">资源</th><th scope="col">核定</th></tr></thead>
    <tbody>
      {{#RULING_ROW}}
        <tr>
          <td>{{PURPOSE}}</td>
          <td>{{PLATFORM_NAME}}</td>
          <td>{{CLASS_LABEL}}（{{CLASS_UNIT}}）</td>
          <td class="num">{{GRANTED_N}}</td>
        </tr>
      {{/RULING_ROW}}
    </tbody>
  </table>
  <p class="body">{{OPINION_TEXT}}</p>
  <p class="body">签收岗位：{{SIGNER_TITLE}}，{{SIGNED_DATE}}。</p>
  <div class="end"><p>{{ISSUER}}<span class="yz">（印章）</span></p><p>{{DATE_TEXT}}</p></div>
  {{>PAPER_FOOT}}
</article>
