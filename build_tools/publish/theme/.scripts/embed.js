/*
 * Shows one clause in another site's frame (embed.html). The address names it behind its mark, WORK/ANCHOR or
 * WORK/annex-1/ANCHOR; what stands there is only ever looked up among the texts of that work
 * (build_tools/publish/clause_scripts.py). The frame's height is told to the page around it.
 */
(function () {
  "use strict";

  var ROOT = new URL("../", document.currentScript.src).href;
  var LONGEST = 2000; // characters that are shown
  var HEADING = 1; // kinds up to this one have text below them
  var WORDS = { path: "　›　", cut: "……", lost: "这里没有这一条。", more: "在全文中阅读" };
  var article = document.querySelector("article"), wanted = null;

  function make(name, className, text) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function linkTo(address, text) {
    var link = make("a", "", text);
    link.href = ROOT + address;
    if (location.protocol === "file:") link.href = link.href.replace(/\/(#.*)?$/, "/index.html$1");
    link.target = "_top";
    return link;
  }

  // s2-c1 is below s2; s2-2nd and art8-1 stand beside s2 and art8 (build_tools/model/anchor.py).
  function isBelow(inner, outer) {
    return inner.indexOf(outer + "-") === 0 && /[a-z]/.test(inner[outer.length + 1]);
  }

  // The clauses of a place, the first of them its own where it prints any.
  function gather(clauses, paths, anchor) {
    var at = clauses.findIndex(function (clause) { return clause[0] === anchor; });
    if (at < 0) at = clauses.findIndex(function (clause) { return isBelow(clause[0], anchor); });
    if (at < 0) return [];
    var first = clauses[at], above = first[1] <= HEADING ? paths[first[3]].concat(first[4]) : null;
    var end = clauses.slice(at).findIndex(function (clause) {
      var under = above && above.every(function (heading, level) { return paths[clause[3]][level] === heading; });
      return clause[0] !== anchor && !isBelow(clause[0], anchor) && !under;
    });
    return clauses.slice(at, end < 0 ? undefined : at + end);
  }

  function show(data) {
    showClauses(data);
    var name = wanted.work;
    var old = [wanted.page, wanted.anchor].filter(Boolean).join(".");
    var moved = (data.aliases[old] || old).split(".");
    var anchor = moved.pop(), page = moved[0] || "";
    // An annex's own heading has the name of its page.
    if (!page && data.pages.some(function (one) { return one[0] === anchor; })) page = anchor;
    var own = data.pages.find(function (one) { return one[0] === page; });
    var clauses = own ? gather(own[1], data.paths, anchor) : [];
    if (!clauses.length) return lose();
    var quote = make("blockquote"), length = 0;
    var address = "plans/" + name + "/" + (page ? page + "/" : "") + "#" + anchor;
    quote.cite = ROOT + address;
    clauses.every(function (clause) {
      length += clause[4].length;
      if (quote.firstChild && length > LONGEST) return quote.append(make("p", "", WORDS.cut));
      return quote.appendChild(make("p", clause[1] <= HEADING ? "heading" : "", clause[4].replace(/\n/g, "　")));
    });
    var foot = make("h1", "", "——");
    foot.append(linkTo(address, "《" + data.title + "》" + clauses[0][2]));
    var path = data.paths[clauses[0][3]];
    article.replaceChildren(path.length ? make("p", "path", path.join(WORDS.path)) : "", quote, foot);
    document.title = foot.textContent;
    tell();
  }

  function lose() {
    article.replaceChildren(make("h1", "", WORDS.lost), linkTo("plans/", WORDS.more));
    tell();
  }

  function tell() {
    if (parent === window) return;
    parent.postMessage({ planEmbed: location.hash, height: document.documentElement.scrollHeight }, "*");
  }

  function read() {
    var found = /^#([a-z0-9-]+)\/(?:((?:annex|plan)-[a-z0-9-]+)\/)?([a-z0-9-]+)$/.exec(location.hash);
    wanted = found && { work: found[1], page: found[2] || "", anchor: found[3] };
    if (!wanted) return lose();
    var own = wanted;
    loadClauses(own.work).then(function (data) { if (own === wanted) show(data); }).catch(lose);
  }

  addEventListener("hashchange", read);
  addEventListener("resize", tell);
  read();
})();
