/*
 * Lists the works that use a term beyond those that its page names, when a reader asks for them or an address leads to
 * one. Without this file the page tells how many they are, and leads to all plans.
 *
 * glossary/TERM/uses.js, in the first tree alone: a line a work, of its first such clause and how many there are;
 * plans/names.js: what works are called in this tree (render/further_uses.py).
 */
(function () {
  "use strict";

  var ROOT = new URL("../", document.currentScript.src).href;
  var told = document.getElementById("further");
  var lines = [], names = {};
  window.planUses = function (text) { lines = text.trim().split("\n"); };
  window.planNames = function (known) { names = known; };

  function write(line) {
    var part = /^([^/]+)(\/[^#]*)(#\S+)? (\d+)$/.exec(line);
    var item = document.createElement("li"), link = document.createElement("a"), count = document.createElement("small");
    link.id = "in-" + part[1];
    link.href = ROOT + "plans/" + part[1] + part[2] + (location.protocol === "file:" ? "index.html" : "") + (part[3] || "");
    link.textContent = names[part[1]] || part[1];
    count.textContent = part[4] + "条";
    item.append(link, " ", count);
    return item;
  }

  function list(then) {
    var uses = (/\/hant\/$/.test(ROOT) ? "../" : "") + told.dataset.uses;
    window.planSite.load([uses, "plans/names.js"], function () {
      var all = document.createElement("ul");
      all.append.apply(all, lines.map(write));
      told.replaceWith(all);
      then(all);
    });
  }

  // The last words of the paragraph lead to all plans; the list is better than that.
  var more = document.createElement("a");
  more.href = "#further";
  more.textContent = "全部列出";
  more.addEventListener("click", function (event) {
    event.preventDefault();
    list(function (all) { all.querySelector("a").focus(); });
  });
  told.lastElementChild.replaceWith(more);

  addEventListener("DOMContentLoaded", function () {
    var name = window.planSite.nameOf(location.hash);
    if (/^in-/.test(name) && !document.getElementById(name)) list(function () {
      var place = document.getElementById(name);
      if (place) place.scrollIntoView({ block: "center" });
    });
  });
})();
