/*
 * Two clauses of a reader's choice, side by side. Loaded on compare/clauses/ alone; without this file that page leads
 * to the pairs that have been chosen by rule.
 *
 * The address names both, ?a=WORK.ANCHOR&b=WORK.annex-1.ANCHOR, as the destinations of PDFs are named
 * (build_tools/model/anchor.py). What stands there is only ever looked up among what there is. The texts are those of
 * build_tools/publish/clause_scripts.py, one script a work, fetched when the work is chosen.
 *
 *   1  Texts      2  What both share      3  Sides      4  Choosing
 */
(function () {
  "use strict";

  var ROOT = new URL("../", document.currentScript.src).href;
  var PHRASE = 6; // characters of a run that both have, from which on it is marked (build_tools/render/compare.py)
  var WORDS = /^[\p{L}\p{N}]+$/u;
  var LONGEST = 4000; // characters below a heading that are shown
  var OPENING = 22; // characters of a clause in the list
  var HEADING = 1; // kinds up to this one have text below them
  var KEPT = "plan-compare"; // the clause that a reader has kept (cite.js)
  var SIDES = { a: "甲", b: "乙" };

  var form = document.querySelector("form.compare");
  // MkDocs alone writes no texts (build_tools/publish/finish.py).
  if (!form || !document.documentElement.hasAttribute("data-finished")) return;

  function make(name, className, text) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  // 1  Texts -----------------------------------------------------------------------------------------------------

  var works = new Map(); // name → promise of the work

  function prepare(name, data) {
    var work = { name: name, title: data.title, clauses: [], places: new Map() };
    work.aliases = new Map(Object.entries(data.aliases));
    data.pages.forEach(function (page) {
      page[1].forEach(function (record) {
        var uses = [];
        for (var i = 0; i < record[5].length; i += 3) {
          uses.push({ start: record[5][i], end: record[5][i + 1], term: data.terms[record[5][i + 2]] });
        }
        // As in the PDFs: an annex's own name stands once.
        var own = [page[0] === record[0] ? "" : page[0], record[0]].filter(Boolean).join(".");
        if (!work.places.has(own)) work.places.set(own, work.clauses.length);
        work.clauses.push({
          name: own, page: page[0], kind: record[1], citation: record[2], path: data.paths[record[3]],
          text: record[4], letters: Array.from(record[4]), uses: uses // offsets count code points
        });
      });
    });
    return work;
  }

  function fetchWork(name) {
    if (!works.has(name)) {
      works.set(name, loadClauses(name).then(function (data) { return prepare(name, showClauses(data)); }));
      works.get(name).catch(function () { works.delete(name); });
    }
    return works.get(name);
  }

  // s2-c1 is below s2; s2-2nd and art8-1 stand beside s2 and art8 (build_tools/edition/anchors.py).
  function isBelow(inner, outer) {
    return inner.indexOf(outer + "-") === 0 && /[a-z]/.test(inner[outer.length + 1]);
  }

  // What has no words of its own (印发通知) begins with the first clause below it.
  function findClause(work, name) {
    if (work.aliases.has(name)) name = work.aliases.get(name);
    var at = work.places.has(name) ? work.places.get(name) : work.clauses.findIndex(function (clause) {
      return isBelow(clause.name, name);
    });
    if (!name || at < 0) return null;
    var first = work.clauses[at];
    return { work: work, name: name, at: at, label: first.citation + (first.name === name ? "" : "起") };
  }

  // The clauses that a place holds: the rows of a table, what stands below a heading.
  function gather(place) {
    var first = place.work.clauses[place.at], parts = [], length = 0;
    var above = first.name === place.name && first.kind <= HEADING ? first.path.concat(first.text) : null;
    for (var i = place.at; i < place.work.clauses.length; i++) {
      var clause = place.work.clauses[i];
      var under = above && above.every(function (heading, level) { return clause.path[level] === heading; });
      var inside = clause.name === place.name || isBelow(clause.name, place.name) || under;
      if (clause.page !== first.page || !inside) break;
      length += clause.letters.length;
      if (parts.length && length > LONGEST) {
        while (parts.length > 1 && parts[parts.length - 1].kind <= HEADING) parts.pop();
        return { parts: parts, cut: true };
      }
      parts.push(clause);
    }
    return { parts: parts, cut: false };
  }

  // 2  What both share -------------------------------------------------------------------------------------------

  function phraseAt(letters, at) {
    var phrase = letters.slice(at, at + PHRASE).join("");
    return letters.length >= at + PHRASE && WORDS.test(phrase) ? phrase : "";
  }

  function collect(parts) {
    var phrases = new Set(), terms = new Map();
    parts.forEach(function (clause) {
      clause.letters.forEach(function (_, at) { phrases.add(phraseAt(clause.letters, at)); });
      clause.uses.forEach(function (use) {
        terms.set(use.term[0], use.term[1] || clause.letters.slice(use.start, use.end).join(""));
      });
    });
    phrases.delete("");
    return { phrases: phrases, terms: terms };
  }

  function keep(one, other) {
    return new Set(Array.from(one.keys()).filter(function (key) { return other.has(key); }));
  }

  // For each letter of a clause, whether it is marked.
  function markLetters(clause, phrases, terms) {
    var marked = new Array(clause.letters.length).fill(false);
    clause.letters.forEach(function (_, at) {
      if (phrases.has(phraseAt(clause.letters, at))) marked.fill(true, at, at + PHRASE);
    });
    clause.uses.forEach(function (use) {
      if (terms.has(use.term[0])) marked.fill(true, use.start, use.end);
    });
    return marked;
  }

  // 3  Sides -----------------------------------------------------------------------------------------------------

  var shown = document.querySelector(".compare__shown");

  function addressOf(place) {
    var page = place.work.clauses[place.at].page;
    var anchor = place.name === page ? page : place.name.slice(page && page.length + 1);
    return ROOT + "plans/" + place.work.name + "/" + (page ? page + "/" : "") + "#" + anchor;
  }

  function drawClause(clause, marked) {
    var line = make("p", clause.kind <= HEADING ? "compare__heading" : "");
    for (var at = 0; at < clause.letters.length;) {
      var stop = at;
      while (stop < clause.letters.length && marked[stop] === marked[at] && clause.letters[stop] !== "\n") stop++;
      if (stop === at) { // between two cells of a row
        line.append(" ", make("span", "compare__cell"), " ");
        at++;
        continue;
      }
      var words = clause.letters.slice(at, stop).join("");
      line.append(marked[at] ? make("mark", "", words) : words);
      at = stop;
    }
    return line;
  }

  function drawSide(side, place, gathered, phrases, terms) {
    var box = make("div", "pair__side");
    var head = make("p", "pair__place", SIDES[side] + "　");
    box.append(head);
    if (!place) {
      head.append("尚未选择");
      return box;
    }
    var link = make("a", "", "《" + place.work.title + "》" + place.label);
    link.href = addressOf(place);
    head.append(link);
    var path = place.work.clauses[place.at].path;
    if (path.length) box.append(make("p", "compare__path", path.join(" › ")));
    gathered.parts.forEach(function (clause) {
      box.append(drawClause(clause, markLetters(clause, phrases, terms)));
    });
    if (gathered.cut) {
      var rest = make("a", "", "以下从略，见原文");
      rest.href = link.href;
      var line = make("p", "compare__path");
      line.append(rest);
      box.append(line);
    }
    return box;
  }

  // Shows what is chosen; returns what is to be told of it.
  function draw(places) {
    shown.replaceChildren();
    if (!places.a && !places.b) return "";
    var gathered = {}, found = {};
    Object.keys(SIDES).forEach(function (side) {
      gathered[side] = places[side] && gather(places[side]);
      found[side] = collect(gathered[side] ? gathered[side].parts : []);
    });
    var phrases = keep(found.a.phrases, found.b.phrases), terms = keep(found.a.terms, found.b.terms);
    var section = make("section", "pair"), sides = make("div", "pair__sides");
    section.setAttribute("aria-label", "并列的两条");
    if (terms.size) {
      var list = make("p", "pair__terms", "共有的术语：");
      Array.from(terms).forEach(function (id, number) {
        var link = make("a", "", found.a.terms.get(id));
        link.href = ROOT + "glossary/" + id + "/";
        list.append(number ? "、" : "", link);
      });
      section.append(list);
    }
    Object.keys(SIDES).forEach(function (side) {
      sides.append(drawSide(side, places[side], gathered[side], phrases, terms));
    });
    section.append(sides);
    shown.append(section);
    if (!places.a || !places.b) return "";
    var same = "连续六字以上相同的文字。";
    if (!terms.size) return "两条没有共有的术语，" + (phrases.size ? "有" : "也没有") + same;
    return "两条共有术语" + terms.size + "个" + (phrases.size ? "，并有" + same : "。");
  }

  // 4  Choosing --------------------------------------------------------------------------------------------------

  var told = document.querySelector(".compare__told");
  var title = document.title;
  var fields = {}, chosen = {}; // side → its two lists; side → names of the work and of the clause
  var turn = 0;

  // "work.anchor"; the form with # is what people write by hand.
  function readName(value) {
    var found = /^([^.#]+)(?:[.#](.+))?$/.exec((value || "").trim());
    return found ? { work: found[1], clause: (found[2] || "").replace("#", ".") } : { work: "", clause: "" };
  }

  function isKnown(work) {
    return work && Array.from(fields.a.work.options).some(function (option) { return option.value === work; });
  }

  // Where the same work is shown, its list stays as it is: someone may be in it.
  function fillClauses(side, work, place) {
    var list = fields[side].clause;
    if (fields[side].filled !== work) {
      fields[side].filled = work;
      list.replaceChildren(list.options[0]);
      list.disabled = !work;
      if (work) work.places.forEach(function (at, name) { if (name) addClause(list, work.clauses[at]); });
    }
    list.value = place ? place.name : "";
    if (place && !list.value) {
      list.options[0].after(new Option(place.label, place.name));
      list.value = place.name;
    }
  }

  // Each stands in a group under its first heading, or alone before the first one.
  function addClause(list, clause) {
    var above = clause.kind <= HEADING ? clause.path.concat(clause.text) : clause.path;
    var label = above.slice(0, clause.page ? 2 : 1).join(" › ");
    var group = list.lastElementChild;
    if (!label) group = list;
    else if (group.label !== label || group.tagName !== "OPTGROUP") {
      group = make("optgroup");
      group.label = label;
      list.append(group);
    }
    var opening = clause.letters.slice(0, OPENING).join("").replace(/\n/g, " ");
    var more = clause.letters.length > OPENING ? "……" : "";
    group.append(new Option(clause.citation + "　" + opening + more, clause.name));
  }

  function nameAddress(places) {
    var pairs = Object.keys(SIDES).filter(function (side) { return chosen[side].work; }).map(function (side) {
      return side + "=" + [chosen[side].work, chosen[side].clause].filter(Boolean).map(encodeURIComponent).join(".");
    });
    try {
      history.replaceState(null, "", location.pathname + (pairs.length ? "?" + pairs.join("&") : "") + location.hash);
    } catch (error) { /* on a disk a browser may forbid it */ }
    var names = [places.a, places.b].filter(Boolean).map(function (place) { return place.label; });
    document.title = (names.length ? names.join(" ↔ ") + " - " : "") + title;
  }

  function update(faults) {
    var own = ++turn;
    faults = faults || [];
    Promise.all(Object.keys(SIDES).map(function (side) {
      var work = chosen[side].work;
      return work && fetchWork(work).catch(function () {
        faults.push("“" + SIDES[side] + "”的规划未能载入，请稍后再试。");
        return null;
      });
    })).then(function (found) {
      if (own !== turn) return;
      var places = {};
      Object.keys(SIDES).forEach(function (side, number) {
        var work = found[number] || null, wanted = chosen[side].clause;
        places[side] = work && wanted ? findClause(work, wanted) : null;
        if (work && wanted && !places[side]) {
          faults.push("“" + SIDES[side] + "”的规划里没有地址所指的条款，请另选。");
        }
        if (work) chosen[side].clause = places[side] ? places[side].name : "";
        fields[side].work.value = chosen[side].work;
        fillClauses(side, work, places[side]);
      });
      var result = draw(places);
      told.textContent = faults.join("") || result;
      nameAddress(places);
    });
  }

  function start() {
    var asked = new URLSearchParams(location.search), faults = [], kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(KEPT)); } catch (error) { /* a browser may forbid it */ }
    Object.keys(SIDES).forEach(function (side) {
      var value = asked.get(side);
      if (side === "a" && !asked.has("a") && !asked.has("b") && kept) value = String(kept.name);
      chosen[side] = readName(value);
      if (value && !isKnown(chosen[side].work)) {
        faults.push("地址里的“" + SIDES[side] + "”无法识别，请另选。");
        chosen[side] = readName("");
      }
    });
    update(faults);
  }

  Object.keys(SIDES).forEach(function (side) {
    fields[side] = { work: form.elements[side + "-work"], clause: form.elements[side] };
    fields[side].work.addEventListener("change", function () {
      chosen[side] = { work: this.value, clause: "" };
      update();
    });
    fields[side].clause.addEventListener("change", function () {
      chosen[side].clause = this.value;
      update();
    });
  });
  Array.from(fields.a.work.options).slice(1).forEach(function (option) {
    fields.b.work.append(option.cloneNode(true));
  });
  form.querySelector(".compare__swap").addEventListener("click", function () {
    chosen = { a: chosen.b, b: chosen.a };
    update();
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.hidden = false;
  document.querySelector(".compare__plain").hidden = true;
  start();
})();
