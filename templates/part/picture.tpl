{{%AUTOESCAPE context="HTML"}}{{MARKUP:none}}
