/*
 * Comforts only: every text, link and table of the site works without this file.
 *
 *   1  Contents      2  The other script      3  Terms
 */
(function () {
  "use strict";

  var ROOT = new URL("../", document.currentScript.src).href;

  // On a disk a folder opens as a list of its files: there a link has to name the page in it.
  function nameFile(link) {
    if (location.protocol === "file:" && /\/$/.test(link.pathname)) link.pathname += "index.html";
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href]");
    if (link && link.protocol === "file:") nameFile(link);
  }, true);

  // Material puts a wide table into a frame that scrolls; without a link in it only a pointer could move it.
  addEventListener("load", function () {
    document.querySelectorAll(".md-typeset__scrollwrap").forEach(function (frame) {
      if (frame.scrollWidth > frame.clientWidth && !frame.querySelector("a[href]")) frame.tabIndex = 0;
    });
  });

  // 1  Contents --------------------------------------------------------------------------------------------------

  // On a narrow screen the contents lie over the text: choosing an entry puts them away.
  var contents = document.getElementById("contents");
  if (contents && contents.hidePopover) {
    contents.addEventListener("click", function (event) {
      if (event.target.closest("a") && contents.matches(":popover-open")) contents.hidePopover();
    });
  }

  // 2  The other script ------------------------------------------------------------------------------------------

  function nameOf(hash) {
    // What follows # may be anything; a lone % is no escape.
    try { return decodeURIComponent(hash.slice(1)); } catch (error) { return hash.slice(1); }
  }

  // The switch keeps the place: the clause of the address if it is in sight, else the first clause in sight.
  function placeInSight() {
    var named = location.hash && document.getElementById(nameOf(location.hash));
    var top = document.querySelector(".md-header");
    var edge = top ? top.getBoundingClientRect().bottom : 0;
    function inSight(element) {
      var box = element.getBoundingClientRect();
      return box.bottom >= edge && box.top <= innerHeight;
    }
    if (named && inSight(named)) return location.hash;
    if (scrollY < 40) return "";
    var clauses = document.querySelectorAll(".md-content a.permalink, .md-content table[id]");
    for (var i = 0; i < clauses.length; i++) {
      if (clauses[i].getBoundingClientRect().bottom >= edge) {
        return clauses[i].hash || "#" + clauses[i].id;
      }
    }
    return location.hash;
  }

  var scriptSwitch = document.querySelector("a.script-switch");
  if (scriptSwitch) {
    var twin = scriptSwitch.href;
    ["pointerdown", "focus", "click"].forEach(function (type) {
      scriptSwitch.addEventListener(type, function () {
        scriptSwitch.href = twin + location.search + placeInSight();
        nameFile(scriptSwitch);
      });
    });
  }

  // 3  Terms -----------------------------------------------------------------------------------------------------

  // A card with the definition, by hover, focus and touch. The link itself leads to the term's page.
  var TERM = /\/glossary\/([a-z0-9-]+)\/(?:index\.html)?$/;
  var WAIT = 180; // ms, so that a pointer that only passes opens nothing
  var terms = null, asked = false, waiting = null, card = null, owner = null, timer = 0;

  window.planTerms = function (table) { terms = table; };

  function ask(then) {
    if (terms) return then();
    waiting = then; // the last that was asked for, if there are several meanwhile
    // MkDocs alone makes no cards (build_tools/publish/finish.py): the links lead to the entries.
    if (asked || !document.documentElement.hasAttribute("data-finished")) return;
    asked = true;
    var script = document.createElement("script");
    script.src = ROOT + "glossary/terms.js";
    script.onload = function () { if (waiting) waiting(); };
    script.onerror = function () { asked = false; };
    document.head.appendChild(script);
  }

  function termOf(target) {
    var link = target.closest && target.closest(".md-content a[href]");
    var found = link && location.href.indexOf(ROOT + "glossary/") !== 0 && TERM.exec(link.pathname);
    return found ? { link: link, id: found[1] } : null;
  }

  function line(element, name, text, lang) {
    if (!text) return;
    var part = document.createElement(element);
    part.className = name;
    part.textContent = text;
    if (lang) part.lang = lang;
    card.appendChild(part);
  }

  function show(term, touch) {
    ask(function () {
      var entry = terms && terms[term.id];
      if (!entry || owner === term.link) return;
      hide();
      owner = term.link;
      card = document.createElement("div");
      card.className = "term-card";
      card.id = "term-card";
      card.setAttribute("role", "tooltip");
      line("b", "term-card__name", entry[1] && entry[1] !== entry[0] ? entry[0] + "（" + entry[1] + "）" : entry[0]);
      line("span", "term-card__english", entry[2], "en");
      line("p", "term-card__text", entry[3]);
      if (touch) {
        var more = document.createElement("a");
        more.href = term.link.href;
        more.textContent = "词条与用例";
        card.appendChild(more);
      }
      (owner.closest("main") || document.body).appendChild(card);
      owner.setAttribute("aria-describedby", card.id);
      place();
    });
  }

  function place() {
    // A term may run over the end of a line; the card goes to its first piece.
    var box = owner.getClientRects()[0] || owner.getBoundingClientRect();
    var width = card.offsetWidth, height = card.offsetHeight, gap = 6;
    var left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8));
    var below = box.bottom + gap + height <= innerHeight;
    card.style.left = left + scrollX + "px";
    card.style.top = (below ? box.bottom + gap : Math.max(4, box.top - gap - height)) + scrollY + "px";
  }

  function hide() {
    clearTimeout(timer);
    waiting = null;
    if (!card) return;
    owner.removeAttribute("aria-describedby");
    card.remove();
    card = owner = null;
  }

  function later(action) {
    clearTimeout(timer);
    timer = setTimeout(action, WAIT);
  }

  document.addEventListener("pointerover", function (event) {
    if (event.pointerType === "touch") return;
    if (card && card.contains(event.target)) return clearTimeout(timer);
    var term = termOf(event.target);
    if (term) later(function () { show(term); });
    else if (card) later(hide);
    else { clearTimeout(timer); waiting = null; }
  });
  document.addEventListener("focusin", function (event) {
    var term = termOf(event.target);
    if (term && term.link.matches(":focus-visible")) show(term);
    else if (card && !card.contains(event.target)) hide();
  });
  // The first touch opens the card, the second follows the link.
  var touched = false;
  document.addEventListener("pointerdown", function (event) { touched = event.pointerType === "touch"; });
  document.addEventListener("click", function (event) {
    var term = touched && termOf(event.target);
    if (term && owner !== term.link) {
      event.preventDefault();
      show(term, true);
    } else if (card && !card.contains(event.target)) {
      hide();
    }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && card) hide();
  });
  addEventListener("resize", hide);
})();
