{#-
  Scripts as they are sent: those of .scripts/ that are named, one behind the other, without comments that stand on lines of
  their own (`//`, `/** … */`) and without indents.
-#}
{% macro join(names) %}
  {%- for name in names %}
    {%- set source %}{% include ".scripts/" ~ name ~ ".js" %}{% endset %}
    {%- for line in source.split("\n") %}{% if line.strip() and line.strip()[:2] not in ("//", "/*", "* ", "*", "*/") %}{{ line.strip() }}
{% endif %}{% endfor %}
  {%- endfor %}
{%- endmacro %}
