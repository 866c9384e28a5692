{%- from ".scripts/plain.js" import join -%}
{{ join(["cite"]) }}
