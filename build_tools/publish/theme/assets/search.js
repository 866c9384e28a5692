{#-
  The search's script: what stands in .scripts/search/, in this order, without comments and indents, in one function, as
  modules are blocked over file://. What stands in front of the line "zh-Hans"; is said to readers, and in the second
  tree's copy in its script (publish/script_tree.py); what stands behind it is compared with what they type.
-#}
{%- from ".scripts/plain.js" import join -%}
(function () {
"use strict";
if (window.planSearch && window.planSearch.open) return;
{{ join(["search/speech"]) }}"zh-Hans";
{{ join([
  "search/keys", "search/packed", "search/files", "search/phrases", "search/texts", "search/words", "search/query", "search/rank",
  "search/answer", "search/results", "search/marks", "search/panel", "search/start",
]) }}})();
