/*
 * The page for addresses that lead nowhere: the published addresses that are most like the one asked for. They stand in
 * assets/addresses.js, below the site's root, where this script stands, too.
 */
(function () {
  "use strict";
  const ROOT = new URL("../", document.currentScript.src);
  const TEXT = /^plans\/[^/]+\/(?!record|witness)/;
  const MOST = 3, LEAST = 0.5; // shown, and how much has to be alike

  /** @param {string} text @returns {string[]} its pairs of characters, sorted */
  function pairs(text) {
    return Array.from(text, function (char, at) { return char + (text[at + 1] || "/"); }).sort();
  }

  /** @param {string[]} one @param {string[]} other @returns {number} the Dice coefficient, 0 to 1 */
  function likeness(one, other) {
    let both = 0;
    for (let i = 0, j = 0; i < one.length && j < other.length;) {
      if (one[i] === other[j]) { both++; i++; j++; }
      else if (one[i] < other[j]) i++;
      else j++;
    }
    return 2 * both / (one.length + other.length || 1);
  }

  /**
   * @param {string} asked path below the root, #clause included
   * @param {string[]} addresses of pages, "plans/a-2020/annex-1/"
   * @returns {string[]} the nearest of them
   */
  function findNearest(asked, addresses) {
    const path = asked.split("#")[0].toLowerCase().replace(/(?:index)?\.(?:html?|md|json)$/, "").replace(/\/*$/, "/");
    const named = asked.split("#")[1];
    // A clause is named behind #, not behind a slash
    const inner = addresses.filter(function (page) { return TEXT.test(page) && path.indexOf(page) === 0; }).pop();
    const clause = inner ? path.slice(inner.length, -1) : "";
    if (/^(?!annex|plan|record|witness)[a-z]+[0-9]*(?:-[a-z0-9]+)*$/.test(clause)) return [inner + "#" + clause];
    const wanted = pairs(path);
    return addresses.map(function (page) {
      return { page: page, score: likeness(wanted, pairs(page)) + (page.indexOf(path.slice(0, -1)) ? 0 : 0.3) };
    }).filter(function (one) { return one.score >= LEAST; }).sort(function (one, other) {
      return other.score - one.score || (one.page < other.page ? -1 : 1);
    }).slice(0, MOST).map(function (one) { return one.page + (named && TEXT.test(one.page) ? "#" + named : ""); });
  }

  /** @param {string} list addresses of pages, one a line */
  window.planAddresses = function (list) {
    let asked = location.pathname.slice(ROOT.pathname.length) + location.hash;
    try { asked = decodeURI(asked); } catch (error) { /* a lone % is no escape */ }
    const tree = asked.indexOf("hant/") ? "" : "hant/";
    const found = findNearest(asked.slice(tree.length), list.split("\n"));
    if (!found.length) return;
    const place = document.querySelector(".nearest");
    place.querySelector("ul").append(...found.map(function (address) {
      const entry = document.createElement("li"), link = document.createElement("a");
      link.href = ROOT.href + tree + address;
      link.textContent = tree + address;
      entry.append(link);
      return entry;
    }));
    place.hidden = false;
  };
})();
