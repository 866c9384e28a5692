{#-
  The search's script: what stands in .scripts/search/, in this order, without comments and indents, in one function, as
  modules are blocked over file://. What stands in front of the line "zh-Hans"; is said to readers, and in the second
  tree's copy in its script (publish/script_tree.py); what stands behind it is compared with what they type.
-#}
(function () {
"use strict";
if (window.planSearch) return;
{% for name in (
  "speech", "keys", "files", "phrases", "texts", "words", "query", "rank", "answer", "results", "marks", "panel", "start",
) %}
  {%- set source %}{% include ".scripts/search/" ~ name ~ ".js" %}{% endset %}
  {%- for line in source.split("\n") %}{% if line.strip() and line.strip()[:2] not in ("//", "/*", "* ") %}{{ line.strip() }}
{% endif %}{% endfor %}
  {%- if name == "speech" %}"zh-Hans";
{% endif %}
{%- endfor %}
})();
