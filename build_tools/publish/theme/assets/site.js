{#-
  The one script of every page: what stands in .scripts/page/, in this order, without comments and indents, in one function,
  with what the configuration chooses. Pages of the second tree have a copy in its script (publish/script_tree.py).
-#}
{%- import "partials/language.html" as lang with context -%}
(function () {
"use strict";
var ROOT = new URL("../", document.currentScript.src).href;
var SEARCH = "{{ lang.t("search.placeholder") }}";
var LENS = '{% include ".icons/" ~ config.theme.icon.search ~ ".svg" %}';
var PALETTE = [
{%- for option in config.theme.palette %}
{ media: "{{ option.media }}", scheme: "{{ option.scheme | d("default") }}", name: "{{ option.toggle.name }}",
icon: '{% include ".icons/" ~ option.toggle.icon ~ ".svg" %}' },
{%- endfor %}
];
{% for name in ("palette", "search", "comforts") %}
  {%- set source %}{% include ".scripts/page/" ~ name ~ ".js" %}{% endset %}
  {%- for line in source.split("\n") %}{% if line.strip() and line.strip()[:2] not in ("//", "/*", "* ", "*", "*/") %}{{ line.strip() }}
{% endif %}{% endfor %}
{%- endfor %}
})();
