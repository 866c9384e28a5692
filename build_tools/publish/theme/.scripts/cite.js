/*
 * The ways of citing a clause: a small dialog at its permalink. Loaded when a permalink is first activated (site.js);
 * what it tells of the document is read from the page's own metadata, how that is written stands in forms.js.
 *
 *   1  Facts      2  The clause's text      3  A clause that is kept      4  The dialog
 */
(function () {
  "use strict";
  if (window.planCite) return;

  var ROOT = new URL("../", document.currentScript.src).href;

  // 1  Facts -----------------------------------------------------------------------------------------------------

  function metas(name) {
    return Array.from(document.querySelectorAll('meta[name="citation_' + name + '"]'), function (meta) {
      return meta.content;
    });
  }

  // The title of the work that an annex belongs to, "" elsewhere.
  function wholeTitle() {
    var data = document.querySelector('script[type="application/ld+json"]');
    var whole = data && JSON.parse(data.textContent).isPartOf;
    return (whole && whole["@type"] === "Legislation" && whole.name) || "";
  }

  function address(link) {
    var canonical = document.querySelector('link[rel="canonical"]');
    return (canonical ? canonical.href : location.href.replace(/[?#].*$/, "")) + link.hash;
  }

  function today() {
    var now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(function (number) {
      return String(number).padStart(2, "0");
    }).join("-");
  }

  function factsOf(link) {
    var whole = wholeTitle(), own = metas("title")[0] || "", annex = /^附件[^ ]*/.exec(link.title);
    return {
      title: whole || own,
      // Of an annex that has one, and how it is called: 附件2.
      part: whole && annex && own !== annex[0] ? own : "",
      annex: annex ? annex[0] : "",
      number: metas("technical_report_number")[0] || "",
      issuers: metas("author"),
      date: (metas("publication_date")[0] || "").replace(/\//g, "-"),
      language: metas("language")[0] || "zh",
      place: link.title,
      sheet: link.dataset.page || "",
      url: address(link),
      seen: today(),
      work: (/\/plans\/([^/]+)\//.exec(location.pathname) || ["", "plan"])[1],
      page: (/\/((?:annex|plan)-[^/]+)\//.exec(location.pathname) || ["", ""])[1]
    };
  }

  // 2  The clause's text -----------------------------------------------------------------------------------------

  // As clause JSON has it (text_with_below): a line for each heading, paragraph and row, tabs between cells.
  var UNITS = "h1, h2, h3, h4, h5, h6, p, li, caption, tr";
  var OURS = ".editorial, .facts, nav, style, script";
  var HEADING = /^H[1-6]$/;
  // Parts beside the ladder of the text, which end what stands before them.
  var PART = /^(preface|notice|preamble|note|annexes)(-|$)/;

  // The words between line breaks.
  function wordsOf(element) {
    var lines = [""];
    (function read(node) {
      if (node.nodeType === Node.TEXT_NODE) lines[lines.length - 1] += node.data;
      else if (node.nodeName === "BR") lines.push("");
      else if (node.nodeType === Node.ELEMENT_NODE && (node === element || !node.matches(OURS))) {
        node.childNodes.forEach(read);
      }
    })(element);
    return lines;
  }

  // The lines of a page's title stand in one heading, their places in front of them.
  function ownLines(heading) {
    return Array.from((heading.closest(".headed") || heading).querySelectorAll("a[href^='#']")).filter(function (link) {
      return !link.textContent && /-para\d+$/.test(link.hash);
    });
  }

  // What one unit says, a line or several.
  function linesOf(unit) {
    if (unit.tagName === "TR") {
      var cells = Array.from(unit.cells, wordsOf);
      return [[].concat.apply([], cells).filter(Boolean).join("\t")];
    }
    var lines = wordsOf(unit);
    var text = ownLines(unit).length > 1 ? lines : [lines.join("")];
    return text.map(function (line) { return line.replace(/^[ \n]+|[ \n]+$/g, ""); }).filter(Boolean);
  }

  // The name of the place that a unit opens: "" where it opens none.
  function nameOf(unit) {
    if (unit.tagName === "CAPTION" || unit.tagName === "TR") return unit.closest("table").id;
    if (HEADING.test(unit.tagName) && unit.id) return unit.id;
    var link = unit.querySelector("a[id][href^='#']");
    return link ? link.id : "";
  }

  function isBelow(name, above) {
    return name === above || name.indexOf(above + "-") === 0;
  }

  // Whether what a heading opens ends in front of a unit.
  function endsBefore(unit, heading, name) {
    var inner = nameOf(unit);
    if (!inner || isBelow(inner, name)) return false;
    return HEADING.test(unit.tagName) ? unit.tagName <= heading.tagName : PART.test(inner);
  }

  // A heading's clause goes on to the next of its rank or part, within its box; a page's to its end; a table is caption
  // and rows; below a paragraph is what is named so. `write` gives lines another form (more.js).
  function textOf(link, write) {
    var say = function (unit) { return write ? write(unit, linesOf(unit)) : linesOf(unit); };
    var article = link.closest("article"), name = link.hash.slice(1);
    var units = Array.from(article.querySelectorAll(UNITS)).filter(function (unit) {
      return !unit.closest(OURS) || (HEADING.test(unit.tagName) && !unit.matches(OURS) && !unit.parentElement.closest(OURS));
    });
    var block = link.closest(UNITS) || link.nextElementSibling, at = units.indexOf(block), box = block.closest("blockquote");
    var own = block.tagName === "H1" ? ownLines(block).indexOf(link) : -1;
    if (own >= 0) return linesOf(block)[own];
    var lines = say(block);
    for (at += 1; at < units.length; at += 1) {
      var unit = units[at];
      if (box && !box.contains(unit)) break;
      if (block.tagName === "CAPTION" ? nameOf(unit) !== name
        : HEADING.test(block.tagName) ? block.tagName !== "H1" && endsBefore(unit, block, name)
        : !isBelow(nameOf(unit), name)) break;
      lines = lines.concat(say(unit));
    }
    return lines.filter(Boolean).join("\n");
  }

  // 3  A clause that is kept -------------------------------------------------------------------------------------

  // To be set beside another one (compare.js): {name: as PDFs name it, label}.
  var KEPT = "plan-compare", kept = null;

  // Asked anew each time: a page that one comes back to may be older than what is kept.
  function recall() {
    try { kept = JSON.parse(sessionStorage.getItem(KEPT)); } catch (error) { /* for this page, then */ }
  }

  function keep(clause) {
    kept = clause;
    try { sessionStorage.setItem(KEPT, JSON.stringify(clause)); } catch (error) { /* as above */ }
  }

  // None where there is no clause of a plan, or no page to compare them on.
  function clauseOf(link, facts) {
    var found = /\/plans\/([^/]+)\/(?:((?:annex|plan)-[^/]+)\/)?(?:index\.html)?$/.exec(location.pathname);
    if (!found || !document.documentElement.hasAttribute("data-finished")) return null;
    var anchor = link.hash.slice(1), page = found[2] === anchor ? "" : found[2];
    return {
      name: [found[1], page, anchor].filter(Boolean).join("."),
      label: facts.title ? window.planForms.titled({ title: facts.title, place: facts.place }) : facts.place
    };
  }

  function comparison(one, other) {
    return ROOT + "compare/clauses/" + (location.protocol === "file:" ? "index.html" : "") +
      "?a=" + encodeURIComponent(one) + (other ? "&b=" + encodeURIComponent(other) : "");
  }

  // Keeps a clause, or sets the one that is kept beside it; what is to be told then. With `ask`, only whether there is a way.
  function compare(link, ask) {
    var clause = clauseOf(link, factsOf(link));
    if (ask || !clause) return Boolean(clause);
    recall();
    if (kept && kept.name !== clause.name) {
      var address = comparison(kept.name, clause.name);
      keep(null);
      location.assign(address);
      return "";
    }
    keep(clause);
    return "已选定这一条；再到另一条选“对照”，即左右并列";
  }

  // 4  The dialog ------------------------------------------------------------------------------------------------

  var dialog = null, owner = null;

  function make(name, properties, children) {
    var element = document.createElement(name);
    Object.keys(properties || {}).forEach(function (key) {
      if (key in element) element[key] = properties[key];
      else element.setAttribute(key, properties[key]);
    });
    (children || []).forEach(function (child) { element.append(child); });
    return element;
  }

  function close(refocus) {
    if (!dialog) return;
    var link = owner;
    dialog.remove();
    dialog = owner = null;
    link.removeAttribute("aria-expanded");
    if (refocus) link.focus({ preventScroll: true });
  }

  function formsOf(link, facts) {
    var source = facts.title ? window.planForms.titled(facts) : facts.place;
    var forms = [["链接", facts.url]].concat(facts.title ? window.planForms.list(facts) : []);
    forms.push(["文字", textOf(link) + "\n——" + source + "，" + facts.url]);
    return forms;
  }

  function open(link, load) {
    close(false);
    owner = link;
    var facts = factsOf(link);
    var shown = make("textarea", { readOnly: true, rows: 4, spellcheck: false, "aria-label": "所选形式" });
    var told = make("p", { role: "status", className: "cite__told" });
    var code = make("canvas", { role: "img", "aria-label": "二维码：" + facts.url, hidden: true });
    var menu = make("div", { role: "menu", "aria-label": "引用的形式", className: "cite__menu" });

    function show(text) {
      shown.value = text;
      shown.hidden = false;
      code.hidden = true;
      told.textContent = "点选即复制";
    }

    function choose(item) {
      menu.querySelectorAll("[aria-current]").forEach(function (other) { other.removeAttribute("aria-current"); });
      item.setAttribute("aria-current", "true");
    }

    function copy(text) {
      show(text);
      var done = function () { told.textContent = "已复制"; };
      var byHand = function () {
        shown.select();
        if (document.execCommand("copy")) done();
        else told.textContent = "请复制所选的文字";
      };
      if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, byHand);
      else byHand();
    }

    function showCode() {
      load(["assets/vendor/qr.js"], function () {
        window.planQr(facts.url).toCanvas(code, { on: [0, 0, 0], off: [255, 255, 255, 255] });
        code.hidden = false;
        shown.hidden = true;
        told.textContent = "用手机扫描，打开这一条";
      });
    }

    function offer(name, act) {
      var item = make("button", { type: "button", role: "menuitem", tabIndex: -1, textContent: name });
      item.addEventListener("click", function () { act(item); });
      menu.append(item);
      return item;
    }

    function add(form) {
      var item = offer(form[0], function () { copy(form[1]); });
      if (!/[^\x00-\x7f]/.test(form[0])) item.lang = "en";
      item.addEventListener("focus", function () { show(form[1]); choose(item); });
      return item;
    }

    formsOf(link, facts).forEach(add);
    offer("二维码", function (item) { showCode(); choose(item); });
    if (navigator.share) offer("分享", function () {
      navigator.share({ url: facts.url }).catch(String); // declined
    });

    var clause = clauseOf(link, facts);
    var held = make("p", { className: "cite__kept", hidden: true });

    function tellKept() {
      held.hidden = !kept;
      if (!kept) return held.replaceChildren();
      var drop = make("button", { type: "button", textContent: "取消" });
      drop.addEventListener("click", function () {
        keep(null);
        tellKept();
        told.textContent = "";
        menu.lastChild.focus({ preventScroll: true });
      });
      held.replaceChildren("待对照：" + kept.label + "　",
        make("a", { href: comparison(kept.name), textContent: "在列表里选另一条" }), "　", drop);
      place();
    }

    if (clause) {
      offer("更多", function (item) {
        load(["assets/more.js"], function () { planMore(item, link, facts, add, offer, textOf); });
      });
      offer("对照", function (beside) {
        var words = compare(link);
        if (!words) return;
        choose(beside);
        tellKept();
        shown.hidden = code.hidden = true;
        told.textContent = words;
      });
    }

    var away = make("button", { type: "button", className: "cite__close", textContent: "关闭" });
    away.addEventListener("click", function () { close(true); });
    dialog = make("div", { className: "cite", role: "dialog", "aria-label": "引用" + facts.place }, [
      make("p", { className: "cite__place" }, [make("b", { textContent: "引用　" + facts.place }), away]),
      menu, shown, code, told, held, clause ? below(link, load, told) : ""
    ]);
    dialog.addEventListener("keydown", onKey);
    document.body.append(dialog);
    link.setAttribute("aria-expanded", "true");
    recall();
    if (clause) tellKept();
    place();
    // The address has just moved the page, and browsers take the focus away with that.
    setTimeout(function () {
      if (owner === link) menu.firstChild.focus({ preventScroll: true });
    });
  }

  // Kept on this device (reading.js), and as data, where the site has the work's.
  function below(link, load, told) {
    var data = document.querySelector('link[type="application/json"]');
    var row = make("p", { className: "cite__more" }, [
      data ? make("a", { href: data.href, lang: "en", textContent: "JSON" }) : ""
    ]);
    load(["assets/reading.css", "assets/reading.js"], function () {
      var keeper = make("button", { type: "button" });
      var name = function () { keeper.textContent = window.planReading.has(link) ? "不再收藏" : "收藏"; };
      keeper.addEventListener("click", function () {
        told.textContent = window.planReading.collect(link);
        name();
      });
      name();
      row.prepend(keeper, make("a", { href: ROOT + "notes/" + (location.protocol === "file:" ? "index.html" : ""), textContent: "笔记与收藏" }));
      place();
    });
    return row;
  }

  function onKey(event) {
    var items = Array.from(dialog.querySelectorAll('[role="menuitem"]'));
    var at = items.indexOf(document.activeElement);
    var to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close(true);
    } else if (event.key === "Tab") {
      // Round: the chosen form, what it says, what is kept, the way out.
      var stops = [items[Math.max(at, 0)], dialog.querySelector("textarea")].concat(
        Array.from(dialog.querySelectorAll(".cite__kept > *, .cite__more > *")), dialog.querySelector(".cite__close"));
      stops = stops.filter(function (stop) { return !stop.hidden; });
      var now = stops.indexOf(document.activeElement) + (event.shiftKey ? -1 : 1);
      event.preventDefault();
      stops[(now + stops.length) % stops.length].focus({ preventScroll: true });
    } else if (at >= 0 && to !== undefined) {
      event.preventDefault();
      items[(to + items.length) % items.length].focus({ preventScroll: true });
    }
  }

  // Below or above the clause, where there is room; else its first line. On a phone at the foot of the screen (cite.css).
  function place() {
    if (!dialog) return;
    var block = owner.closest(".headed, h1, p, li, caption") || owner;
    var line = owner.getBoundingClientRect(), box = block.getBoundingClientRect();
    var height = dialog.offsetHeight, width = dialog.offsetWidth, gap = 4;
    var header = document.querySelector(".md-header"), least = header ? header.getBoundingClientRect().bottom : 0;
    var top = [box.bottom + gap, box.top - gap - height, line.bottom + gap].find(function (place) {
      return place >= least && place + height <= innerHeight;
    });
    if (top === undefined) top = Math.max(gap, line.top - gap - height);
    var left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8));
    dialog.style.top = top + scrollY + "px";
    dialog.style.left = left + scrollX + "px";
  }

  document.addEventListener("pointerdown", function (event) {
    if (dialog && !dialog.contains(event.target)) close(false);
  });
  addEventListener("resize", place);

  // What other scripts ask of a clause (reading.js).
  open.factsOf = factsOf;
  open.textOf = textOf;
  open.compare = compare;
  window.planCite = open;
})();
