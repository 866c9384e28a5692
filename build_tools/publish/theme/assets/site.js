{#-
  The one script of every page: what stands in .scripts/page/, in this order, without comments and indents, in one function,
  with what the configuration chooses. Pages of the second tree have a copy in its script (publish/script_tree.py).
-#}
{%- import "partials/language.html" as lang with context -%}
{%- from ".scripts/plain.js" import join -%}
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
{{ join(["page/palette", "page/search", "page/comforts"]) }}})();
