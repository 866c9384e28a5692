// Clauses and names, as they are printed and as keys.

const TARGETS = "!"; // behind a break: the clauses that set a target

/** Texts of the first tree as the page's shows them: most characters are replaced as everywhere, the others are
 * exceptions (publish/search_script.py). @param {string[]} texts @param {string} exceptions @returns {string[]} */
function showTexts(texts, exceptions) {
  if (!index.shown) return texts;
  const others = new Map();
  let at = 0, number = "";
  for (const char of exceptions) {
    // A number ends with its stopper; the character behind it is what stands there.
    if (number && signs[number.charCodeAt(number.length - 1)] >= 0) {
      others.set(at += decode(number)[0], char);
      number = "";
    } else {
      number += char;
    }
  }
  let count = 0;
  return texts.map((text) => {
    let shown = "";
    for (const char of text) shown += others.get(count++) || index.shown.get(char) || char;
    return shown;
  });
}

/** @param {number} number of the file */
function loadText(number) {
  return load(index.files[number][0], index.files[number][1], ([paths, records, exceptions]) => {
    const slot = index.slot;
    const shown = showTexts([...paths.flat(), ...records.flatMap((record) => [record[1], record[3]])], exceptions);
    const shownPaths = paths.map((path) => shown.splice(0, path.length));
    let at = index.texts[number], next = at < index.end ? 0 : index.names.indexOf(nameAt(at));
    return records.map((record) => {
      const [citation, text] = shown.splice(0, 2), folded = keysOf(text);
      const places = at < index.end ? placeKeys(folded.keys) : null;
      const clause = { anchor: record[0], citation, path: shownPaths[record[2]], text, start: at, places, ...folded };
      at = places ? at + Math.ceil((places[places.length - 1] + 1) / slot) * slot : index.names[next++].end;
      return clause;
    });
  });
}

/** The clause, or the name, at a place of the line. @param {number} place */
async function clauseAt(place) {
  const clauses = await loadText(last(index.texts, place, (start) => start));
  const clause = clauses[last(clauses, place, (one) => one.start)];
  clause.page = pageAt(place);
  return clause;
}

/** The number of a clause's key, from its place. */
function keyAt(clause, place) { return clause.places ? last(clause.places, place - clause.start, (one) => one) : place - clause.start; }
function pageAt(place) { return index.pages[last(index.pages, place, (page) => page.start)]; }
function nameAt(place) { return index.names[last(index.names, place, (name) => name.start)]; }

/** The clauses at an anchor, one a work: {page, name} → places. @param {string} page @param {string} name */
async function findAnchor(page, name) {
  let number = 0;
  for (const char of page && name ? `${page}#${name}` : page || name) number = (number * 31 + char.charCodeAt(0)) % 0xd6d8;
  const places = await loadPair(BREAK + String.fromCharCode(0x100 + number));
  const found = await Promise.all(Array.from(places).filter((place) => pageAt(place).path === page).map(clauseAt));
  return found.filter((clause) => clause.anchor === (name || page)).map((clause) => clause.start);
}

/** A form of a name as it is printed. @param { {start: number, length: number}} form */
async function readForm(form) {
  const name = await clauseAt(form.start), first = form.start - name.start;
  return readWord(name.text.slice(name.starts[first], name.ends[first + form.length - 1]).replace(/(?<=[^ -~]) | (?=[^ -~])/g, ""));
}

/** Where words stand in a clause, as [start, end) in its text, in order and without overlaps.
 * @param { {keys: string[], starts: number[], ends: number[]}} clause @param {string[][]} words */
function spansIn(clause, words) {
  const spans = [];
  for (const word of words) {
    if (word.length) eachOf(clause.keys, word, (first, end) => spans.push([clause.starts[first], clause.ends[end]]));
  }
  spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  return spans.reduce((kept, span) => {
    const before = kept[kept.length - 1];
    if (before && span[0] < before[1]) before[1] = Math.max(before[1], span[1]); else kept.push(span);
    return kept;
  }, []);
}

/** Places → the works that they stand in, in order of worth: titles, then headings, then how often. A page's titles,
 * headings and texts are stretches of the line, so places are cut, never looked at one by one.
 * @param {Uint32Array} places @param {(work: any) => boolean} [admits] chooses among the works */
function group(places, admits) {
  const plans = new Map();
  for (let i = 0; i < places.length;) {
    const number = last(index.pages, places[i], (one) => one.start), page = index.pages[number];
    const headings = reach(places, page.headings, i), texts = reach(places, page.body, headings);
    const next = reach(places, index.pages[number + 1].start, texts);
    if (!admits || admits(index.works[page.work])) {
      let plan = plans.get(page.work);
      if (!plan) plans.set(page.work, plan = { work: page.work, titles: [], headings: [], texts: [], named: 0, count: 0 });
      if (i < headings) plan.titles.push(places.subarray(i, headings));
      if (headings < texts) plan.headings.push(places.subarray(headings, texts));
      if (texts < next) plan.texts.push(places.subarray(texts, next));
      plan.named += texts - headings;
      plan.count += next - i;
    }
    i = next;
  }
  return Array.from(plans.values()).sort((a, b) =>
    (!!b.titles.length - !!a.titles.length) || (Math.min(b.named, 3) - Math.min(a.named, 3)) ||
    (b.count - a.count) || (a.work - b.work));
}
