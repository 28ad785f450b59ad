{{%AUTOESCAPE context="HTML"}}
{{MARKUP:x-picture}}
