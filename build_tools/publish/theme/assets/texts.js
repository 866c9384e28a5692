/*
 * On a large site: the texts of a work's clauses, which its script leaves to the search's files
 * (build_tools/publish/clause_scripts.py). These register themselves with the search (assets/search.js), which may be
 * there, or come later (.scripts/search/start.js).
 */
{%- from ".scripts/plain.js" import join -%}
(function () {
  "use strict";
{{ join(["search/packed"]) }}
  if (window.planTexts) return;
  var FILES = new URL(/^zh-Hant/.test(document.documentElement.lang) ? "../../search/" : "../search/", document.currentScript.src).href;
  var arrived = new Map(); // file → what it holds

  function take(version, file, body) { arrived.set(file, body); }

  function load(path) {
    return new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = FILES + path;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
  }

  // The clauses of each page stand in the files in the order of their kinds.
  function fill(data, files) {
    var paths = new Map(), length = 0, rows = files.flatMap(function (file) {
      return file[1].map(function (row) { return [row[0], row[1], file[0][row[2]], row[3]]; });
    });
    data.pages.forEach(function (page) {
      var own = rows.splice(0, page[1].length), kinds = page[1].map(function (record) { return record[0]; });
      var next = [0, 1, 2].map(function (kind) { return kinds.filter(function (other) { return other < kind; }).length; });
      page[1] = page[1].map(function (record) {
        var row = own[next[record[0]]++], path = JSON.stringify(row[2]);
        if (!paths.has(path)) paths.set(path, paths.size);
        length += Array.from(row[1] + row[3]).length;
        return [row[0], record[0], row[1], paths.get(path), row[3]].concat(record.slice(1));
      });
    });
    // A browser may hold files of two builds.
    if (rows.length || length !== data.texts[1]) throw new Error("version");
    data.paths = Array.from(paths.keys(), JSON.parse);
    data.terms = data.terms.map(function (term) { return [term]; });
  }

  // Gives what a work's script tells its texts, and the form that it has on a small site; a promise.
  window.planTexts = async function (name, data) {
    var search = window.planSearch = window.planSearch || { add: function () {} }, add = search.add;
    if (!search.early) {
      search.early = take;
      search.add = function () {
        take.apply(null, arguments);
        add.apply(null, arguments);
      };
    }
    var files = Array.from({ length: data.texts[0] }, function (_, at) { return "t/" + name + "/" + at; });
    await Promise.all(files.map(function (file) { return load(file + ".js?" + data.texts[2]); }));
    fill(data, await Promise.all(files.map(function (file) { return unpack(arrived.get(file)); })));
  };
})();
