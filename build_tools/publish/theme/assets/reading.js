{#- What a reader does with the words of a plan: loaded when some are selected, or where some have been marked (site.js). -#}
{%- from ".scripts/plain.js" import join -%}
(function () {
"use strict";
if (window.planReading) return;
const ROOT = new URL("../", document.currentScript.src).href;
{{ join(["reading/store", "reading/units", "reading/fragment", "reading/marks", "reading/bar", "reading/words"]) }}})();
