{#- The page on which a reader finds, takes along and deletes what is kept on this device. -#}
{%- from ".scripts/plain.js" import join -%}
(function () {
"use strict";
const ROOT = new URL("../", document.currentScript.src).href;
{{ join(["reading/store", "reading/exports", "reading/page"]) }}})();
