/*
 * Comforts only: every text, link and table of the site works without this file.
 *
 *   1  Contents      2  The other script      3  Cards      4  Citing      5  Where one is      6  Keys      7  Tables
 *   8  Paper      9  The frame
 */
(function () {
  var PERMALINK = 'article a[href^="#"][title]';
  // Path → promise: what a page may never need is fetched when it does
  var asked = {};

  function load(paths, then, otherwise) {
    Promise.all(paths.map(function (path) {
      asked[path] = asked[path] || new Promise(function (done, failed) {
        var style = path.slice(-4) === ".css";
        var element = document.createElement(style ? "link" : "script");
        if (style) element.rel = "stylesheet";
        element[style ? "href" : "src"] = ROOT + path;
        element.onload = done;
        element.onerror = function () {
          delete asked[path];
          failed();
        };
        document.head.appendChild(element);
      });
      return asked[path];
    })).then(then, otherwise || function () {});
  }

  // Where a clause stands that an address has led to, and a little below.
  function landing() {
    var clause = document.querySelector("article :is(h2, h3, h4, p)");
    return (clause ? parseFloat(getComputedStyle(clause).scrollMarginTop) || 0 : 0) + 4;
  }

  // Where the text begins that is not covered.
  function edge() {
    var covers = document.querySelectorAll(".md-header, .place:not([hidden])");
    return covers.length ? covers[covers.length - 1].getBoundingClientRect().bottom : 0;
  }

  // On a disk a folder opens as a list of its files: there a link has to name the page in it.
  function nameFile(link) {
    if (location.protocol === "file:" && /\/$/.test(link.pathname)) link.pathname += "index.html";
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href]");
    if (link && link.protocol === "file:") nameFile(link);
  }, true);

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
    var top = edge();
    function inSight(element) {
      var box = element.getBoundingClientRect();
      return box.bottom >= top && box.top <= innerHeight;
    }
    if (named && inSight(named)) return location.hash;
    if (scrollY < 40) return "";
    var clauses = document.querySelectorAll(".md-content a.permalink, .md-content table[id]");
    for (var i = 0; i < clauses.length; i++) {
      if (clauses[i].getBoundingClientRect().bottom >= top) {
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

  // 3  Cards -----------------------------------------------------------------------------------------------------

  // The address of a link from the site's root, "" where it leads elsewhere.
  function addressOf(link) {
    var address = link.href.replace(/index\.html(?=#|$)/, "");
    return address.indexOf(ROOT) === 0 ? address.slice(ROOT.length) : "";
  }

  // The link under a pointer or focus that has a card: to a term, a body, a cited work or a clause, and no permalink.
  var CARD = /^(?:glossary\/[a-z0-9-]+|bodies\/[a-z0-9-]+|plans\/.+)\/(?:#|$)|^cited\/#/;
  function cardOf(target) {
    var link = target.closest && target.closest(".md-content a[href]:not([title])");
    if (!link || link.closest(".facts, .parts") || location.href.indexOf(ROOT + "glossary/") === 0) return null;
    var address = addressOf(link);
    return CARD.test(address) && address !== addressOf(location).split("#")[0] ? link : null;
  }

  window.planSite = { load: load, addressOf: addressOf, cardOf: cardOf, nameOf: nameOf };

  // What opens them is fetched when a reader first rests on one (cards.js); from then on it listens itself.
  var touching = false;
  function rest(event, how) {
    var link = !window.planCards && cardOf(event.target);
    if (link) load(["assets/cards.js"], function () { window.planCards(link, how); }, function () {
      if (how === "touch") location.href = link.href;
    });
    return link;
  }
  document.addEventListener("pointerover", function (event) {
    if (event.pointerType !== "touch") rest(event, "hover");
  });
  document.addEventListener("focusin", function (event) {
    if (event.target.matches(":focus-visible")) rest(event, "focus");
  });
  document.addEventListener("pointerdown", function (event) {
    touching = event.pointerType === "touch";
    // Where nothing hovers, a paragraph shows its permalink once it has been touched (.style/permalinks.css).
    var here = document.querySelector(".here"), next = touching && event.target.closest("article p");
    if (here) here.classList.remove("here");
    if (next) next.classList.add("here");
  });
  document.addEventListener("click", function (event) {
    if (touching && rest(event, "touch")) event.preventDefault();
  });

  // A large site links a term where it is used first on a page (publish/first_links.py); the same words lead there, too.
  var links = {};
  document.querySelectorAll('article a:is(:not([href], [id]), [href*="glossary/"])').forEach(function (link) {
    var words = link.textContent;
    if (link.href) links[words] = link.href;
    else if (links[words]) link.href = links[words];
  });

  // A term that a reader has met in this part of the text (一、) is marked more faintly where it comes again.
  var part = null, met = {};
  document.querySelectorAll('article > .headed > :is(h1, h2), article > h1, article :is(p, td, li) a[href*="glossary/"]').forEach(function (place) {
    if (place.tagName !== "A") { part = place; met = {}; return; }
    if (part && met[place.href]) place.classList.add("again");
    met[place.href] = true;
  });

  // 4  Citing ----------------------------------------------------------------------------------------------------

  // A permalink is a link; with script it also offers the forms of a citation (cite.js).
  function cite(link) {
    location.hash = link.hash;
    load(["assets/cite.css", "assets/forms.js", "assets/cite.js"], function () { window.planCite(link, load); });
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest(PERMALINK);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    cite(link);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== " " || !event.target.matches(PERMALINK)) return;
    event.preventDefault();
    cite(event.target);
  });
  document.addEventListener("focusin", function (event) {
    if (event.target.matches(PERMALINK)) event.target.setAttribute("aria-haspopup", "dialog");
  });

  // Words that are selected, and those that a reader has marked before (reading.js). Where nothing is kept, nothing is asked.
  function read() {
    load(["assets/reading.css", "assets/forms.js", "assets/cite.js"], function () { load(["assets/reading.js"]); });
  }
  if (document.querySelector(PERMALINK)) {
    document.addEventListener("selectionchange", function () { if (!getSelection().isCollapsed) read(); });
    try {
      if (localStorage.getItem(new URL(ROOT).pathname.replace(/hant\/$/, "") + ".__notes")) read();
    } catch (error) { /* a browser may forbid it */ }
  }

  // 5  Where one is ----------------------------------------------------------------------------------------------

  // 二 › （三） › 8 below the header, from the first heading on. It lies over the text and
  // takes no room, so nothing moves when it comes.
  // The title and the preamble have no heading; where they begin the notice is over.
  var UNNAMED = { preface: "题名", preamble: "序言" };
  var stations = Array.from(document.querySelectorAll(
    "article :is(h2, h3, h4, h5, h6)[id], article :is(#preface, #preamble):not(h1 *)"
  )).filter(function (place) {
    return UNNAMED[place.id] || markOf(place);
  });
  var bar = null, station = null;

  // A heading's permalink stands in front of it.
  function markOf(heading) { return heading.parentNode.querySelector(":scope > a[title]"); }

  function labelOf(heading, parent) {
    var own = markOf(heading).title;
    var above = parent ? markOf(parent).title : "";
    return above && own.indexOf(above) === 0 ? own.slice(above.length).trim() : own;
  }

  function levelOf(place) {
    return UNNAMED[place.id] ? 2 : +place.tagName[1];
  }

  // The headings above one; a box is left again where its frame ends.
  function wayTo(heading) {
    var way = [heading], level = levelOf(heading);
    for (var i = stations.indexOf(heading) - 1; i >= 0; i--) {
      if (levelOf(stations[i]) < level && (!stations[i].closest("blockquote") || stations[i].closest("blockquote") === heading.closest("blockquote"))) {
        way.unshift(stations[i]);
        level = levelOf(stations[i]);
      }
    }
    return way;
  }

  function stationAt(line) {
    var low = 0, high = stations.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (stations[middle].getBoundingClientRect().top <= line) low = middle + 1;
      else high = middle;
    }
    for (var i = low - 1; i >= 0; i--) {
      var box = stations[i].closest("blockquote");
      if (!box || box.getBoundingClientRect().bottom > line) return stations[i];
    }
    return null;
  }

  // Beside the text the contents scroll along. What is written here is read in the next frame, when it is laid out.
  function follow(entry) {
    var frame = entry.closest(".md-sidebar__scrollwrap");
    requestAnimationFrame(function () {
      if (!frame || frame.scrollHeight <= frame.clientHeight) return;
      var box = entry.getBoundingClientRect(), view = frame.getBoundingClientRect();
      if (box.top > view.top + box.height && box.bottom < view.bottom - box.height) return;
      frame.scrollTop += box.top - view.top - (view.height - box.height) / 2;
    });
  }

  // The contents do not go as deep as the text.
  function markContents(way) {
    document.querySelectorAll("#contents [aria-current]").forEach(function (link) { link.removeAttribute("aria-current"); });
    for (var i = way.length - 1; i >= 0; i--) {
      var entry = document.querySelector('#contents a[href="#' + CSS.escape(way[i].id) + '"]');
      if (entry) {
        entry.setAttribute("aria-current", "location");
        return follow(entry);
      }
    }
  }

  function tell() {
    var found = stationAt(landing());
    if (found === station) return;
    station = found;
    bar.hidden = !found;
    var way = found ? wayTo(found) : [];
    markContents(way);
    if (!found) return;
    bar.firstChild.replaceChildren.apply(bar.firstChild, way.map(function (heading, index) {
      var link = document.createElement("a");
      var last = index === way.length - 1, words = UNNAMED[heading.id] || heading.innerText.trim().replace(/\s+/g, "　");
      link.href = "#" + heading.id;
      link.textContent = last ? words : labelOf(heading, way[index - 1]);
      if (last) link.setAttribute("aria-current", "location");
      else link.title = words;
      var item = document.createElement("li");
      item.append(link);
      return item;
    }));
  }

  if (stations.length > 2 && document.querySelector(".md-header")) {
    bar = document.createElement("nav");
    bar.className = "place";
    bar.hidden = true;
    bar.setAttribute("aria-label", "所在条款");
    bar.append(document.createElement("ol"));
    document.querySelector(".md-header").append(bar);
    var waiting = false;
    var soon = function () {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(function () {
        waiting = false;
        tell();
      });
    };
    addEventListener("scroll", soon, { passive: true });
    addEventListener("resize", soon);
    soon();
  }

  // 6  Keys ------------------------------------------------------------------------------------------------------

  // j and k: the next and the last clause; J and K: the next and the last heading. A single key may be pressed by mistake
  // or spoken to a machine, so a reader can switch them off (docs/method.md; WCAG 2.2, 2.1.4).
  function isWriting(target) {
    return target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open], [role=dialog]");
  }

  function step(forward, headings) {
    var stops = Array.from(document.querySelectorAll(PERMALINK)).filter(function (link) {
      return link.offsetParent && (!headings || link.matches(".headed > a"));
    });
    var from = stops.indexOf(document.activeElement), line = landing(), to;
    function passed(stop) {
      // After, in the order of the page: where the focus is, else what is already at the edge or above it.
      var active = document.activeElement;
      if (active.matches(PERMALINK)) return !(active.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING);
      return stop.getBoundingClientRect().top <= line;
    }
    if (forward) {
      to = stops.find(function (stop) { return !passed(stop); });
    } else {
      var before = stops.filter(passed);
      to = before[before.length - (from >= 0 ? 2 : 1)];
    }
    if (!to) return;
    to.focus({ preventScroll: true });
    (to.closest(".headed, h1, p, li, table") || to).scrollIntoView({ block: "start" });
  }

  addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isWriting(event.target)) return;
    var keys = !document.documentElement.classList.contains("keys-off");
    if (/^[/nN]$/.test(event.key) && !keys) event.stopImmediatePropagation(); // the search's
    if (!keys || !/^[jk]$/i.test(event.key)) return;
    event.preventDefault();
    step(event.key.toLowerCase() === "j", event.key < "a");
  }, true);

  // 7  Tables ----------------------------------------------------------------------------------------------------

  // A table of a hand-written page gets the frame that generated ones have.
  document.querySelectorAll("article table:not([class])").forEach(function (table) {
    if (table.closest("div.table")) return;
    var frame = document.createElement("div");
    frame.className = "table";
    table.replaceWith(frame);
    frame.append(table);
  });

  // A table wider than the screen scrolls in its frame; the keyboard has to get there, and to know where it is.
  function nameFrames() {
    document.querySelectorAll("article :is(div.table, pre)").forEach(function (frame, index) {
      var scrolls = frame.scrollWidth > frame.clientWidth;
      holdColumn(frame.querySelector("table"), scrolls && frame.clientWidth);
      if (!scrolls) {
        ["tabindex", "role", "aria-label"].forEach(function (name) { frame.removeAttribute(name); });
        return;
      }
      var link = frame.querySelector("caption a[title]");
      frame.tabIndex = 0;
      frame.setAttribute("role", "region");
      frame.setAttribute("aria-label", "可左右滚动：" + (link ? link.title : "第" + (index + 1) + "处"));
    });
  }

  // Its first column stays, unless that would leave the others less than half of the room. Cells are told by where they
  // stand: below a merged one the first cell of a row is not in the first column.
  function holdColumn(table, room) {
    if (!table) return;
    table.querySelectorAll(".stays").forEach(function (cell) { cell.classList.remove("stays"); });
    if (!room) return;
    var cells = Array.from(table.querySelectorAll("th, td")), left = table.getBoundingClientRect().left;
    cells = cells.filter(function (cell) { return cell.getBoundingClientRect().left - left < 2 && cell.colSpan === 1; });
    var wide = cells.some(function (cell) { return cell.offsetWidth > room / 2; });
    if (!wide) cells.forEach(function (cell) { cell.classList.add("stays"); });
  }

  addEventListener("load", nameFrames);
  addEventListener("resize", nameFrames);

  // 8  Paper -----------------------------------------------------------------------------------------------------

  addEventListener("beforeprint", function () {
    var from = document.querySelector(".printed-from > :last-child"), now = new Date();
    if (!from) return;
    from.textContent = "　" + location.href.split("#")[0] + "　" +
      now.getFullYear() + "年" + (now.getMonth() + 1) + "月" + now.getDate() + "日";
  });

  // 9  The frame -------------------------------------------------------------------------------------------------

  // The menu of narrow screens: a checkbox opens it by its label, which no key reaches; a button takes the label's place.
  var drawer = document.getElementById("__drawer");
  var label = document.querySelector(".md-header__button[for=__drawer]");
  var menu = document.querySelector(".md-sidebar--primary");

  if (drawer && label && menu) {
    var opener = document.createElement("button");
    opener.type = "button";
    opener.className = label.className + " drawer-button";
    opener.setAttribute("aria-label", "导航");
    opener.append.apply(opener, label.childNodes);
    label.replaceWith(opener);
    var turn = function (open) {
      drawer.checked = open;
      opener.setAttribute("aria-expanded", open);
      menu.inert = !open;
    };
    turn(drawer.checked);
    drawer.addEventListener("change", function () {
      turn(drawer.checked);
      if (drawer.checked) menu.querySelector("a").focus();
    });
    opener.addEventListener("click", function () { drawer.click(); });
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !drawer.checked) return;
      turn(false);
      opener.focus();
    });
  }

  // When the title has gone, the header has it.
  var heading = document.querySelector("article h1"), title = document.querySelector(".md-header__title");
  if (heading && title && window.IntersectionObserver) {
    new IntersectionObserver(function (entries) {
      var entry = entries[entries.length - 1];
      title.classList.toggle("md-header__title--active", !entry.isIntersecting && entry.boundingClientRect.top < 0);
    }).observe(heading);
  }

  // How the reader wants to read (assets/settings.js).
  var option = document.querySelector(".md-header__option");
  if (option) {
    var settings = document.createElement("button");
    settings.type = "button";
    settings.className = "md-header__button settings-button";
    settings.title = "阅读设置";
    settings.textContent = "Aa";
    settings.addEventListener("click", function () {
      load(["assets/settings.css", "assets/settings.js"], function () { window.planSettings(settings); });
    });
    option.prepend(settings);
  }

  // On paper nothing can be opened.
  addEventListener("beforeprint", function () {
    document.querySelectorAll("article details").forEach(function (details) { details.open = true; });
  });
})();
