/*
 * Sorts and filters the table of targets. Without this file it is a plain table in the order of the texts.
 *
 * A row's cells are compared by data-sort where they have it, as numbers where both are numbers.
 */
(function () {
  "use strict";

  var table = document.getElementById("targets");
  if (!table || !table.tBodies.length) return;
  var body = table.tBodies[0];
  var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
  var rows = Array.prototype.slice.call(body.rows).map(function (row, number) {
    return { row: row, number: number, words: row.textContent.toLowerCase() };
  });

  function key(row, column) {
    var cell = row.cells[column];
    return cell.hasAttribute("data-sort") ? cell.getAttribute("data-sort") : cell.textContent;
  }

  // 1  Sorting ---------------------------------------------------------------------------------------------------

  var collator = new Intl.Collator("zh-Hans-u-co-pinyin");

  function compare(one, other, column) {
    var first = key(one.row, column);
    var second = key(other.row, column);
    if (!first || !second) return first ? -1 : second ? 1 : 0; // what is unknown stands last, whichever the direction
    return isNaN(first) || isNaN(second) ? collator.compare(first, second) : first - second;
  }

  function sort(column) {
    var head = heads[column];
    var state = head.getAttribute("aria-sort");
    var next = state === "ascending" ? "descending" : state === "descending" ? "" : "ascending";
    heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
    if (next) head.setAttribute("aria-sort", next);
    var sign = next === "descending" ? -1 : 1;
    rows.sort(function (one, other) {
      if (!next) return one.number - other.number;
      var known = Boolean(key(one.row, column)) && Boolean(key(other.row, column));
      return compare(one, other, column) * (known ? sign : 1) || one.number - other.number;
    });
    rows.forEach(function (entry) { body.appendChild(entry.row); });
  }

  heads.forEach(function (head, column) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "targets__sort";
    while (head.firstChild) button.appendChild(head.firstChild);
    button.addEventListener("click", function () { sort(column); });
    head.appendChild(button);
  });

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

  var choices = [["work", "规划"], ["kind", "性质"], ["unit", "单位"]].map(function (choice) {
    var column = heads.findIndex(function (head) { return head.getAttribute("data-key") === choice[0]; });
    var select = document.createElement("select");
    select.name = choice[0];
    select.appendChild(new Option("全部", ""));
    var seen = {};
    rows.forEach(function (entry) {
      var text = entry.row.cells[column].textContent;
      if (text && !Object.prototype.hasOwnProperty.call(seen, text)) {
        seen[text] = true;
        select.appendChild(new Option(text, text));
      }
    });
    return { column: column, select: add(choice[1], select) };
  });

  var status = document.createElement("output");
  form.appendChild(status);

  function filter() {
    var wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    var shown = 0;
    rows.forEach(function (entry) {
      var fits = wanted.every(function (word) { return entry.words.indexOf(word) >= 0; }) &&
        choices.every(function (choice) {
          var value = choice.select.value;
          return !value || entry.row.cells[choice.column].textContent === value;
        });
      entry.row.hidden = !fits;
      shown += fits;
    });
    status.textContent = shown === rows.length ? "" : shown ? shown + "项" : "没有符合的指标";
  }

  form.addEventListener("input", filter);
  form.addEventListener("change", filter);
  var frame = table.closest(".targets");
  frame.parentNode.insertBefore(form, frame);
  filter(); // a browser that goes back fills in what was chosen
})();
