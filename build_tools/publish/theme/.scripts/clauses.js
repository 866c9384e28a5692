/*
 * A work's clauses (load.js) in the words of the page: in the second tree they are made of the first's, each asked for
 * once and in order, as build_tools/publish/clause_scripts.py tells.
 */
function showClauses(data) {
  if (!SECOND) return data;
  var pairs = Array.from(data.hant[0]), others = data.hant[1], table = new Map(), exceptions = new Map(), next = 0, at = 0;
  for (var i = 0; i < pairs.length; i += 2) table.set(pairs[i], pairs[i + 1]);
  for (var j = 0; j < others.length; j += 2) exceptions.set(at += others[j], others[j + 1]);

  function show(text) {
    return Array.from(text, function (char) { return exceptions.get(next++) || table.get(char) || char; }).join("");
  }

  data.title = show(data.title);
  data.paths = data.paths.map(function (path) { return path.map(show); });
  data.pages.forEach(function (page) {
    page[1].forEach(function (clause) {
      clause[2] = show(clause[2]);
      clause[4] = show(clause[4]);
    });
  });
  data.terms = data.terms.map(function (term) { return [term[0], term[2] || term[1]]; });
  return data;
}
