{{%AUTOESCAPE context="HTML"}}
<figure class="fig scroll" tabindex="0" role="group" aria-label="图，可横向滚动">{{>PICTURE}}</figure>
