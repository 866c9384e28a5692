{#- The script of the frame of one clause on another site: three of .scripts/ without comments and indents, in one function. -#}
(function () {
"use strict";
{% for name in ("load", "clauses", "embed") %}
  {%- set source %}{% include ".scripts/" ~ name ~ ".js" %}{% endset %}
  {%- for line in source.split("\n") %}{% if line.strip() and line.strip()[:2] not in ("//", "/*", "* ", "*", "*/") %}{{ line.strip() }}
{% endif %}{% endfor %}
{%- endfor %}
})();
