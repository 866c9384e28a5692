/*
 * The forms in which a clause is cited: functions of what is known of it (cite.js), loaded with the dialog.
 */
(function () {
  "use strict";

  // Titles inside a title take single marks (GB/T 15834-2011, 4.15.3.5).
  function marked(title) {
    return "《" + title.replace(/《/g, "〈").replace(/》/g, "〉") + "》";
  }

  // A clause of an annex is cited under the annex's title in its plan: 《…》附件2《…》二（一）.
  function titled(facts) {
    var sheet = facts.sheet ? "，第" + facts.sheet + "页" : "", place = facts.place;
    if (facts.part) place = facts.annex + marked(facts.part) + place.slice(facts.annex.length).trim();
    return marked(facts.title) + (facts.number ? "（" + facts.number + "）" : "") + place + sheet;
  }

  // Three names at most.
  function named(facts, comma) {
    var names = facts.issuers.slice(0, 3).join(comma) + (facts.issuers.length > 3 ? comma + "等" : "");
    return names && names + ". ";
  }

  // What stands in something larger is named first, then that behind two strokes.
  function placed(facts, mark, comma, colon) {
    var title = facts.title + (facts.number ? colon + facts.number : "");
    return named(facts, comma) + (facts.part ? facts.part + mark + "//" + named(facts, comma) + title : title + mark);
  }

  // GB/T 7714-2025: a report on the web (R/OL) with the day of issue and no day of access; [ ] . / are half a character
  // wide, other signs a whole one; the page that is cited stands behind the date. As the public styles of that edition
  // write it (zotero-chinese/styles); the standard itself is not freely to be had.
  function standard(facts) {
    return placed(facts, "[R/OL]", "，", "：") + ". " + (facts.date || "[" + facts.seen.slice(0, 4) + "]") +
      (facts.sheet ? "：" + facts.sheet : "") + ". " + facts.url + ".";
  }

  // GB/T 7714-2015: a document put online (A/OL), date of issue, date of access; the page behind the year (8.5).
  function earlier(facts) {
    return placed(facts, "[A/OL]", ", ", ": ") + ". " +
      (facts.sheet ? (facts.date ? facts.date.slice(0, 4) : "") + ": " + facts.sheet : "") +
      (facts.date ? "(" + facts.date + ")" : "") + "[" + facts.seen + "]. " + facts.url + ".";
  }

  function escapeTex(text) {
    return text.replace(/[\\{}%#&_$~^]/g, function (mark) {
      return mark === "\\" ? "\\textbackslash{}" : mark === "~" || mark === "^" ? "\\" + mark + "{}" : "\\" + mark;
    });
  }

  function keyOf(facts) {
    return [facts.work, facts.page, facts.url.split("#")[1]].filter(Boolean).join("-");
  }

  function bibtex(facts) {
    var braced = function (text) { return text && "{" + escapeTex(text) + "}"; };
    var fields = [
      ["author", facts.issuers.map(braced).join(" and ")],
      ["title", braced(facts.part || facts.title)],
      ["booktitle", facts.part && braced(facts.title)],
      // BibTeX asks for it in a report.
      [facts.part ? "publisher" : "institution", escapeTex(facts.issuers.join("、"))],
      ["number", escapeTex(facts.number)],
      ["year", facts.date.slice(0, 4)],
      ["date", facts.date],
      ["note", escapeTex(facts.place)],
      ["pages", facts.sheet],
      ["url", facts.url],
      ["urldate", facts.seen],
      ["langid", "chinese"]
    ].filter(function (field) { return field[1]; });
    return (facts.part ? "@incollection{" : "@techreport{") + keyOf(facts) + ",\n" + fields.map(function (field) {
      return "  " + field[0] + " = {" + field[1] + "}";
    }).join(",\n") + "\n}\n";
  }

  // Of a report Zotero takes the number from SN, others from M1.
  function ris(facts) {
    var slashed = function (date) { return date.replace(/-/g, "/"); };
    var fields = [["TY", facts.part ? "CHAP" : "RPRT"]].concat(
      facts.issuers.map(function (name) { return ["AU", name]; }),
      [
        ["TI", facts.part || facts.title], ["T2", facts.part && facts.title], ["SN", facts.part ? "" : facts.number],
        ["M1", facts.number], ["PB", facts.issuers.join("、")], ["PY", facts.date.slice(0, 4)],
        ["DA", slashed(facts.date)], ["N1", facts.place], ["SP", facts.sheet], ["LA", facts.language],
        ["UR", facts.url], ["Y2", slashed(facts.seen)]
      ]).filter(function (field) { return field[1]; });
    return fields.concat([["ER", ""]]).map(function (field) { return field[0] + "  - " + field[1]; }).join("\r\n") + "\r\n";
  }

  // CSL-JSON (citationstyles.org, csl-data.json): an institution's name is one piece.
  function csl(facts) {
    var day = function (date) { return date ? { "date-parts": [date.split("-").map(Number)] } : undefined; };
    var authors = facts.issuers.map(function (name) { return { literal: name }; });
    var item = {
      id: keyOf(facts),
      type: facts.part ? "chapter" : "report",
      title: facts.part || facts.title,
      "container-title": facts.part ? facts.title : undefined,
      author: authors.length ? authors : undefined,
      "container-author": facts.part && authors.length ? authors : undefined,
      number: facts.part ? undefined : facts.number || undefined,
      issued: day(facts.date),
      page: facts.sheet || undefined,
      note: [facts.part && facts.number, facts.place].filter(Boolean).join("　") || undefined,
      URL: facts.url,
      accessed: day(facts.seen),
      language: facts.language
    };
    return JSON.stringify([item], null, 1) + "\n";
  }

  window.planForms = {
    titled: titled,
    list: function (facts) {
      return [
        ["引文", titled(facts)], ["GB/T 7714-2025", standard(facts)], ["GB/T 7714-2015", earlier(facts)],
        ["BibTeX", bibtex(facts)], ["RIS", ris(facts)], ["CSL-JSON", csl(facts)]
      ];
    }
  };
})();
