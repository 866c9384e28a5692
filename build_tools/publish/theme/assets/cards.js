/*
 * Cards: what a link of the text leads to, told beside it by hover, focus and touch. The link itself leads there.
 * Loaded by site.js when a reader first rests on such a link; gives `planCards(link, how)`, which opens one.
 *
 *   a term      its definition                 from glossary/terms.js
 *   a place     on this page: its own words    from the page
 *               elsewhere: a body, a cited     from the work's cards.js (build_tools/render/cards.py)
 *               work, a clause of another page
 */
(function () {
  "use strict";

  var ROOT = new URL("../", document.currentScript.src).href;
  var WAIT = 180; // ms, so that a pointer that only passes opens nothing
  var EXCERPT = 140; // characters, as in build_tools/render/cards.py
  var site = window.planSite; // load(paths, then), addressOf(link), nameOf(hash): see site.js
  var terms = null, places = []; // as each tree shows them
  var tree = document.documentElement.lang.indexOf("zh-Hant") + 1;
  var card = null, owner = null, timer = 0, wanted = null;

  window.planTerms = function (table) { terms = table; };
  window.planPlaces = function (table) { places.push(table); };

  // What a card says: name, English, what is known, text, words of the link on it. Null where nothing is known.
  function find(link, then) {
    var address = site.addressOf(link);
    var term = /^glossary\/([a-z0-9-]+)\/$/.exec(address);
    if (term) {
      // MkDocs alone makes no definitions (build_tools/publish/finish.py): the links lead to the entries.
      if (!terms && !document.documentElement.hasAttribute("data-finished")) return then(null);
      return ask(terms, "glossary/terms.js", function () {
        var entry = own(terms, term[1]);
        then(entry && {
          name: entry[1] && entry[1] !== entry[0] ? entry[0] + "（" + entry[1] + "）" : entry[0],
          english: entry[2], text: entry[3], more: "词条与用例"
        });
      });
    }
    if (link.hash && link.pathname === location.pathname) return then(read(link));
    var work = /^plans\/([^/]+)\//.exec(location.href.slice(ROOT.length));
    if (!work) return then(null);
    ask(places.length, "../".repeat(tree) + "plans/" + work[1] + "/cards.js", function () {
      var entry = own(places[tree], address);
      then(entry && { name: entry[0], known: entry[1], text: entry[2], more: "前往" });
    });
  }

  // A file that is not there knows nothing; the link still leads somewhere.
  function ask(table, path, then) {
    if (table) then();
    else site.load([path], then, then);
  }

  function own(table, name) {
    return table && Object.prototype.hasOwnProperty.call(table, name) ? table[name] : null;
  }

  // A place on this page: how it is cited, and its first words; a heading's go on below it.
  function read(link) {
    var place = document.getElementById(site.nameOf(link.hash));
    var block = place && place.closest("h1, h2, h3, h4, h5, h6, p, li, table");
    if (!block) return null;
    var frame = block.closest(".headed") || block;
    var mark = place.matches("a[title]") ? place : frame.querySelector('a[href^="#"][title]');
    var words = block.textContent.trim();
    var level = /^H[1-6]$/.test(block.tagName) && block.tagName;
    for (var next = frame.nextElementSibling; level && next && words.length <= EXCERPT; next = next.nextElementSibling) {
      if (next.matches(".headed") && next.lastElementChild.tagName <= level) break;
      words += "　" + next.textContent.trim();
    }
    if (words.length > EXCERPT) words = words.slice(0, EXCERPT) + "……";
    return { name: mark ? mark.title : "", text: words, more: "前往" };
  }

  function open(link, touch) {
    wanted = link;
    find(link, function (entry) {
      if (wanted !== link || owner === link) return;
      hide();
      if (entry) show(link, entry, touch);
      else if (touch) location.href = link.href;
    });
  }

  function add(element, name, text, lang) {
    if (!text) return;
    var part = document.createElement(element);
    part.className = name; // whole, so that the style sheet is known to need it
    part.textContent = text;
    if (lang) part.lang = lang;
    card.appendChild(part);
    return part;
  }

  function show(link, entry, touch) {
    owner = link;
    card = document.createElement("div");
    card.className = "term-card";
    card.id = "term-card";
    card.setAttribute("role", "tooltip");
    add("b", "term-card__name", entry.name);
    add("span", "term-card__english", entry.english, "en");
    add("span", "term-card__known", entry.known);
    add("p", "term-card__text", entry.text);
    if (touch) add("a", "term-card__more", entry.more).href = link.href;
    (owner.closest("main") || document.body).appendChild(card);
    owner.setAttribute("aria-describedby", card.id);
    place();
  }

  function place() {
    // A link may run over the end of a line; the card goes to its first piece.
    var box = owner.getClientRects()[0] || owner.getBoundingClientRect();
    var width = card.offsetWidth, height = card.offsetHeight, gap = 6;
    var left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8));
    var below = box.bottom + gap + height <= innerHeight;
    card.style.left = left + scrollX + "px";
    card.style.top = (below ? box.bottom + gap : Math.max(4, box.top - gap - height)) + scrollY + "px";
  }

  function hide() {
    clearTimeout(timer);
    wanted = null;
    if (!card) return;
    owner.removeAttribute("aria-describedby");
    card.remove();
    card = owner = null;
  }

  function later(action) {
    clearTimeout(timer);
    timer = setTimeout(action, WAIT);
  }

  function rest(link) {
    later(function () { open(link, false); });
  }

  document.addEventListener("pointerover", function (event) {
    if (event.pointerType === "touch") return;
    if (card && card.contains(event.target)) return clearTimeout(timer);
    var link = site.cardOf(event.target);
    if (link) rest(link);
    else if (card) later(hide);
    else { clearTimeout(timer); wanted = null; }
  });
  document.addEventListener("focusin", function (event) {
    var link = site.cardOf(event.target);
    if (link && link.matches(":focus-visible")) open(link, false);
    else if (card && !card.contains(event.target)) hide();
  });
  // The first touch opens the card, the second follows the link.
  var touched = false;
  document.addEventListener("pointerdown", function (event) { touched = event.pointerType === "touch"; });
  document.addEventListener("click", function (event) {
    var link = touched && site.cardOf(event.target);
    if (link && owner !== link) {
      event.preventDefault();
      open(link, true);
    } else if (card && !card.contains(event.target)) {
      hide();
    }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && card) hide();
  });
  addEventListener("resize", hide);

  window.planCards = function (link, how) {
    if (how === "hover") {
      if (link.matches(":hover")) rest(link);
    } else if (how === "touch" || link === document.activeElement) {
      open(link, how === "touch");
    }
  };
})();
