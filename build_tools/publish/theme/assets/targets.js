{#- The script of the table of targets: that of .scripts/ without comments and indents. -#}
{%- from ".scripts/plain.js" import join -%}
{{ join(["targets"]) }}
