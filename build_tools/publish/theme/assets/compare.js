{#- The script of the page of two chosen clauses: three of .scripts/ without comments and indents, in one function. -#}
(function () {
"use strict";
{% for name in ("load", "clauses", "compare") %}
  {%- set source %}{% include ".scripts/" ~ name ~ ".js" %}{% endset %}
  {%- for line in source.split("\n") %}{% if line.strip() and line.strip()[:2] not in ("//", "/*", "* ", "*", "*/") %}{{ line.strip() }}
{% endif %}{% endfor %}
{%- endfor %}
})();
