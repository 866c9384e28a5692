/*
 * The clauses of a work: build_tools/publish/clause_scripts.py tells what the scripts hold. Where a large site has the
 * texts elsewhere, assets/texts.js fetches them.
 */
var SECOND = /^zh-Hant/.test(document.documentElement.lang); // this tree stands below the one that has the clauses
var ASSETS = document.currentScript.src.replace(/[^/]*$/, "");
var SITE = new URL(SECOND ? "../../" : "../", ASSETS).href;
var arrived = new Map(); // work → what its script tells

window.planClauses = function (name, data) { arrived.set(name, data); };

function loadScript(path) {
  return new Promise(function (done, failed) {
    var script = document.createElement("script");
    script.src = path;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });
}

// A promise of a work's clauses as the first tree shows them.
async function loadClauses(name) {
  await loadScript(SITE + "plans/" + name + "/clauses.js");
  var data = arrived.get(name);
  if (!data.texts) return data;
  await loadScript(ASSETS + "texts.js");
  await window.planTexts(name, data);
  return data;
}
