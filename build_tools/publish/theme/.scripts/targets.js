/*
 * Sorts, groups and filters the table of targets, and writes what was chosen into the address. Without this file it is a
 * plain table in the order of the texts, or a list of links to the parts of it.
 *
 * A row's cells are compared by data-sort where they have it, as numbers where both are numbers.
 */
(function () {
  "use strict";

  var table = document.getElementById("targets");
  var list = document.querySelector(".long-list");
  var heads, body, rows;

  // A part of the table names a plan once, beside all rows of it (build_tools/render/target_pages.py).
  function repeatPlans(page) {
    page.querySelectorAll("td[rowspan]").forEach(function (cell) {
      var row = cell.parentNode, column = cell.cellIndex, count = cell.rowSpan;
      cell.removeAttribute("rowspan");
      for (; count > 1; count--) {
        row = row.nextElementSibling;
        row.insertBefore(cell.cloneNode(true), row.cells[column]);
      }
    });
  }

  /** Takes a table over: its rows can be sorted from now on. */
  function open(opened) {
    table = opened;
    repeatPlans(table);
    body = table.tBodies[0];
    heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    rows = [];
    Array.prototype.forEach.call(body.rows, enter);
    heads.forEach(addButton);
  }

  function enter(row) {
    rows.push({ row: row, number: rows.length, words: row.textContent.toLowerCase() });
  }

  function key(row, column) {
    var cell = row.cells[column];
    return cell.hasAttribute("data-sort") ? cell.getAttribute("data-sort") : cell.textContent;
  }

  // 1  Sorting ---------------------------------------------------------------------------------------------------

  var collator = new Intl.Collator("zh-Hans-u-co-pinyin");

  // Rows come in the order of plans and their clauses, which the last two columns name.
  function compare(one, other, column) {
    if (column > 4) return one.number - other.number;
    var first = key(one.row, column);
    var second = key(other.row, column);
    if (!first || !second) return first ? -1 : second ? 1 : 0; // what is unknown stands last, whichever the direction
    return isNaN(first) || isNaN(second) ? collator.compare(first, second) : first - second;
  }

  function turn(column) {
    var state = heads[column].getAttribute("aria-sort");
    sort(column, state === "ascending" ? "descending" : state === "descending" ? "" : "ascending");
  }

  function sort(column, next) {
    heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
    if (next) heads[column].setAttribute("aria-sort", next);
    var sign = next === "descending" ? -1 : 1;
    rows.sort(function (one, other) {
      if (!next) return one.number - other.number;
      var known = Boolean(key(one.row, column)) && Boolean(key(other.row, column));
      return compare(one, other, column) * (known ? sign : 1) || one.number - other.number;
    });
    arrange();
    write("sort", next ? (next === "descending" ? "-" : "") + heads[column].getAttribute("data-key") : "");
  }

  // Puts the rows in their order, below the name of their group where they are grouped; groups stand as in the texts.
  function arrange() {
    var at = columnOf(grouping.value), groups = new Map();
    body.querySelectorAll(".targets__group").forEach(function (row) { row.remove(); });
    if (at >= 0) rows.slice().sort(function (one, other) { return one.number - other.number; }).forEach(function (entry) {
      groups.set(nameGroup(entry.row, at), []);
    });
    rows.forEach(function (entry) {
      if (at < 0) body.appendChild(entry.row);
      else groups.get(nameGroup(entry.row, at)).push(entry.row);
    });
    var names = Array.from(groups.keys());
    if (grouping.value === "period") names.sort(function (one, other) { return !one - !other || one - other; });
    names.forEach(function (name) {
      var shown = groups.get(name).filter(function (row) { return !row.hidden; }).length;
      if (!shown) return body.append.apply(body, groups.get(name));
      var row = document.createElement("tr"), head = document.createElement("th"), count = document.createElement("small");
      row.className = "targets__group";
      head.colSpan = heads.length;
      head.scope = "rowgroup";
      count.textContent = shown + "项";
      head.append(name || "未写明", count);
      row.append(head);
      body.append.apply(body, [row].concat(groups.get(name)));
    });
  }

  function columnOf(name) {
    return heads.findIndex(function (head) { return head.getAttribute("data-key") === name; });
  }

  // A plan and an indicator by their names, a period by its last year
  function nameGroup(row, column) {
    return grouping.value === "period" ? key(row, column).slice(0, 4) : row.cells[column].textContent;
  }

  function addButton(head, column) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "targets__sort";
    while (head.firstChild) button.appendChild(head.firstChild);
    button.addEventListener("click", function () { turn(column); });
    head.appendChild(button);
  }

  // 2  Filtering -------------------------------------------------------------------------------------------------

  var form = document.createElement("form");
  form.className = "targets__filter";
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", "筛选指标");
  form.addEventListener("submit", function (event) { event.preventDefault(); });

  function add(name, control) {
    var label = document.createElement("label");
    label.appendChild(document.createTextNode(name));
    label.appendChild(control);
    form.appendChild(label);
    return control;
  }

  var words = document.createElement("input");
  words.type = "search";
  words.name = "words";
  words.autocomplete = "off";
  add("含", words);
  var status = document.createElement("output");

  // What was chosen stands in the address, so that it can be kept and sent.
  var asked = new URLSearchParams(location.search);

  function write(name, value) {
    if ((asked.get(name) || "") === value) return;
    if (value) asked.set(name, value);
    else asked.delete(name);
    var query = asked.toString();
    try { history.replaceState(history.state, "", location.pathname + (query && "?" + query) + location.hash); } catch (error) { /* a disk */ }
  }

  var grouping = document.createElement("select");
  grouping.name = "group";
  [["", "不分"], ["indicator", "指标"], ["work", "规划"], ["period", "年份"]].forEach(function (choice) {
    grouping.append(new Option(choice[1], choice[0]));
  });

  function wanted() {
    return words.value.toLowerCase().split(/\s+/).filter(Boolean);
  }

  function holds(text) {
    return function (word) { return text.indexOf(word) >= 0; };
  }

  function filterTable() {
    var choices = [["work", "规划"], ["kind", "性质"], ["unit", "单位"]].map(function (choice) {
      var column = columnOf(choice[0]);
      var select = document.createElement("select");
      select.name = choice[0];
      select.appendChild(new Option("全部", ""));
      var seen = new Set(rows.map(function (entry) { return entry.row.cells[column].textContent; }));
      seen.forEach(function (text) { if (text) select.appendChild(new Option(text, text)); });
      return { column: column, select: add(choice[1], select) };
    });

    function filter() {
      var shown = 0;
      rows.forEach(function (entry) {
        var fits = wanted().every(holds(entry.words)) && choices.every(function (choice) {
          var value = choice.select.value;
          return !value || entry.row.cells[choice.column].textContent === value;
        });
        entry.row.hidden = !fits;
        shown += fits;
      });
      status.textContent = shown === rows.length ? "" : shown ? shown + "项" : "没有符合的指标";
      if (grouping.value || body.querySelector(".targets__group")) arrange(); // the table as it came stays as it is
      controls.forEach(function (control) { write(control.name, control.value); });
    }

    add("分组", grouping);
    var controls = Array.from(form.elements).filter(function (one) { return one.name; }), sorted = asked.get("sort");
    controls.forEach(function (control) {
      control.value = asked.get(control.name) || control.value;
      if (control.selectedIndex < 0) control.selectedIndex = 0; // of an address that knows another table
    });

    form.appendChild(status);
    form.addEventListener("input", filter);
    form.addEventListener("change", filter);
    var frame = table.closest(".targets");
    frame.parentNode.insertBefore(form, frame);
    filter(); // a browser that goes back fills in what was chosen
    var by = sorted ? columnOf(sorted.replace("-", "")) : -1;
    if (by >= 0) sort(by, sorted[0] === "-" ? "descending" : "ascending");
  }

  // 3  A table in parts: each is fetched when it is looked through, and only so far as there is room to show what fits -

  var SHOWN = 200;

  function searchParts() {
    var frame = null; // of what was found
    var current = 0; // the search that runs; an older one ends when it sees another number
    var more = document.createElement("button");
    more.type = "button";
    more.textContent = "继续";
    more.hidden = true;

    function links(page, url) {
      return Array.prototype.map.call(page.querySelectorAll(".long-list > ul > li > a[href]"), function (link) {
        return new URL(link.getAttribute("href"), url).href;
      });
    }

    function show(page, found, url) {
      if (!frame) {
        frame = document.importNode(page.getElementById("targets").closest(".targets"), true);
        frame.querySelector("tbody").textContent = "";
        form.parentNode.insertBefore(frame, form.nextSibling);
        open(frame.querySelector("table"));
      }
      found.forEach(function (row) {
        row.querySelectorAll("a[href]").forEach(function (link) { link.href = new URL(link.getAttribute("href"), url); });
        enter(body.appendChild(document.importNode(row, true)));
      });
    }

    function start() {
      var mine = ++current;
      var left = links(document, location.href);
      var sought = wanted();
      var seen = 0;
      if (frame) { body.textContent = ""; rows = []; frame.hidden = !sought.length; }
      more.hidden = true;
      status.textContent = "";

      function go(room) {
        if (mine !== current) return;
        status.textContent = "已查" + seen + "项，符合" + (frame ? rows.length : 0) + "项";
        more.hidden = !left.length || room > 0;
        more.onclick = function () { go(SHOWN); };
        if (!left.length || room <= 0) return;
        var url = left.shift();
        fetch(url).then(function (answer) { return answer.ok ? answer.text() : ""; }).then(function (text) {
          if (mine !== current) return;
          var page = new DOMParser().parseFromString(text, "text/html");
          left = links(page, url).concat(left);
          repeatPlans(page);
          var every = Array.prototype.slice.call(page.querySelectorAll("#targets > tbody > tr"));
          var found = every.filter(function (row) { return sought.every(holds(row.textContent.toLowerCase())); });
          seen += every.length;
          if (found.length) show(page, found, url);
          go(room - found.length);
        }, function () { go(room); });
      }

      if (sought.length) go(SHOWN);
    }

    form.append(status, more);
    var typed = 0;
    words.addEventListener("input", function () {
      clearTimeout(typed);
      typed = setTimeout(function () {
        write("words", words.value);
        start();
      }, 300);
    });
    list.parentNode.insertBefore(form, list);
    words.value = asked.get("words") || "";
    if (words.value) start();
  }

  if (table && table.tBodies.length) {
    open(table);
    filterTable();
  } else if (list && location.protocol !== "file:") {
    searchParts();
  }
})();
