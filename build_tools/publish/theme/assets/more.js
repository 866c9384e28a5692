/*
 * What is rarely asked of a clause: its Markdown, the lines that show it on another site, a report of a mistake. Loaded
 * from the panel for citing (cite.js), whose entries these become.
 */
(function () {
  "use strict";
  if (window.planMore) return;

  var ROOT = new URL("../", document.currentScript.src).href;
  var QUOTED = 300; // characters of a report: an address that is too long is refused

  function escape(line) {
    return line.replace(/[\\`*_{}[\]#<>|~$&]/g, "\\$&");
  }

  // What begins a line and would open a list.
  function shield(line) {
    return escape(line).replace(/^(\d+)(?=[.)])|^(?=[-+=])/, "$1\\");
  }

  // A blank line behind what stands alone; the rows of a table stay together, a rule below the first.
  function write(unit, lines) {
    var level = /^H([1-6])$/.exec(unit.tagName);
    if (level) return lines.map(function (line) { return "#".repeat(+level[1]) + " " + escape(line) + "\n"; });
    if (unit.tagName === "LI") return lines.map(function (line) { return "- " + shield(line); });
    if (unit.tagName !== "TR") return lines.map(function (line) { return shield(line) + "\n"; });
    var cells = Array.from(unit.cells, function (cell) { return " " + escape(cell.textContent.trim()) + " |"; });
    var rule = unit.closest("table").rows[0] === unit ? "\n|" + cells.map(function () { return " --- |"; }).join("") : "";
    return ["|" + cells.join("") + rule];
  }

  function sourceOf(facts) {
    return facts.title ? window.planForms.titled(facts) : facts.place; // forms.js
  }

  function markdown(link, facts, textOf) {
    return textOf(link, write).replace(/\n+$/, "") + "\n\n——[" + escape(sourceOf(facts)) + "](" + facts.url + ")\n";
  }

  // The frame's address names the clause behind its mark: no server is asked for it.
  function frame(link, facts) {
    var anchor = link.hash.slice(1), page = facts.page && facts.page !== anchor ? facts.page + "/" : "";
    var text = sourceOf(facts).replace(/&/g, "&amp;").replace(/"/g, "&quot;");
    return '<iframe src="' + ROOT + "embed.html#" + facts.work + "/" + page + anchor + '" title="' + text +
      '" width="100%" height="280" loading="lazy"></iframe>';
  }

  // None where nobody has said where reports go, or how that host takes them.
  function reportAt(link, facts, textOf) {
    var repository = document.querySelector('link[rel="code-repository"]');
    var home = repository ? repository.href.replace(/\/+$/, "") : "";
    var names = /^https:\/\/github\.com\//.test(home) ? ["/issues/new?title=", "&body="]
      : /^https:\/\/gitlab\.com\//.test(home) ? ["/-/issues/new?issue[title]=", "&issue[description]="] : null;
    if (!names) return "";
    var text = Array.from(textOf(link)), cut = text.length > QUOTED ? "……" : "";
    var anchor = [facts.page === link.hash.slice(1) ? "" : facts.page, link.hash.slice(1)].filter(Boolean).join("#");
    var body = [
      "- 条款：" + sourceOf(facts), "- 锚点：`" + facts.work + "#" + anchor + "`", "- 网页：" + facts.url,
      "- 文字：", "", "> " + text.slice(0, QUOTED).join("").split("\n").map(escape).join("\n> ") + cut, "",
      "哪里有误：", "", "应当是什么，依据是什么：", ""
    ].join("\n");
    return home + names[0] + encodeURIComponent("更正：" + sourceOf(facts)) + names[1] + encodeURIComponent(body);
  }

  window.planMore = function (item, link, facts, add, offer, textOf) {
    var first = add(["Markdown", markdown(link, facts, textOf)]);
    add(["嵌入", frame(link, facts)]);
    var address = reportAt(link, facts, textOf);
    if (address) offer("报告错误", function () { open(address, "_blank", "noopener"); });
    item.remove();
    first.focus({ preventScroll: true });
  };
})();
