// How well clauses and names fit a query, where it is more than a phrase that stands there.

const MENTION = 0.2; // of a name in whose description the query stands
const IN_TITLE = { plan: 0.5, body: 0, term: 0, cited: -0.3 }; // what a part of a name is worth beside its length
const LOOKS = 40; // clauses whose text is looked at
const PAGES = 3; // pages that are read because of a heading
const PLAN_WORD = /(?:规划|计划|方案|意见|纲要|办法|条例|决定|通知|规范|标准|目录)$/;
const SHORT_BODY = /[委局办辦部厅廳院会會所署行处處区區]$/;

/** What fits best: clauses by the words in them, in the headings above and in the title. Each is {clause, score, cover}.
 * @param {any[]} words of the query @param {any} query @param {(work: any) => boolean} admits */
async function rankClauses(words, query, admits) {
  const ends = await loadEnds(), total = words.reduce((sum, word) => sum + word.weight, 0), own = new Map();
  for (const word of words) {
    let clause = 0, before = -1;
    for (const place of inPlans(word.places)) {
      clause = reach(ends, place, clause);
      if (clause === before) continue;
      before = clause;
      const known = own.get(clause);
      if (known) known.score += word.weight; else own.set(clause, { place, score: word.weight });
    }
  }
  const candidates = Array.from(own.values()).filter((one) => admits(index.works[pageAt(one.place).work]));
  // A title above counts half; it is known without looking.
  for (const one of candidates) one.score += 0.3 * titleWeight(words, pageAt(one.place));
  candidates.sort((a, b) => b.score - a.score || a.place - b.place);
  const clauses = new Map();
  for (const clause of await Promise.all(candidates.slice(0, LOOKS).map((one) => clauseAt(one.place)))) clauses.set(clause.start, clause);
  await addBelow(candidates, clauses);
  return Array.from(clauses.values(), (clause) => scoreClause(clause, words, total, query))
    .sort((a, b) => b.score - a.score || a.clause.start - b.clause.start);
}

function titleWeight(words, page) {
  const title = keysOf(index.works[page.work].title).keys;
  return words.reduce((sum, word) => sum + (holds(title, word.keys) ? word.weight : 0), 0);
}

/** Adds what stands on the pages of the best headings: their words count for the clauses below them. */
async function addBelow(candidates, clauses) {
  const pages = new Set();
  for (const one of candidates) {
    const page = pageAt(one.place);
    if (one.place < page.body && pages.size < PAGES) pages.add(page);
  }
  for (const page of pages) {
    const next = index.pages[index.pages.indexOf(page) + 1].file, files = [];
    for (let file = page.file; file < next; file++) files.push(loadText(file));
    for (const clause of (await Promise.all(files)).flat()) {
      clause.page = page;
      clauses.set(clause.start, clause);
    }
  }
}

function holds(keys, word) {
  let found = false;
  eachOf(keys, word, () => { found = true; });
  return found;
}

function scoreClause(clause, words, total, query) {
  const path = clause.path.map((part) => keysOf(part).keys), title = keysOf(index.works[clause.page.work].title).keys;
  let sum = 0, cover = 0, inside = 0, together = 0;
  const isHeading = clause.start < clause.page.body;
  words.forEach((word, i) => {
    if (holds(clause.keys, word.keys)) {
      sum += word.weight * (isHeading ? 1.15 : 1);
      inside += word.weight;
      cover += word.weight;
      if (i && holds(clause.keys, words[i - 1].keys.concat(word.keys))) together++;
    } else if (path.some((part) => holds(part, word.keys))) {
      sum += word.weight * (path.length && holds(path[path.length - 1], word.keys) ? 0.85 : 0.75);
      cover += word.weight;
    } else if (holds(title, word.keys)) {
      sum += word.weight * 0.6;
      cover += word.weight;
    }
  });
  let score = total ? sum / total : 0;
  if (words.length > 1) score += 0.1 * together / (words.length - 1);
  if (query.asksWho && /责任单位|責任單位|负责|負責|牵头|牽頭/.test(clause.text)) score += 0.12;
  if (query.asksCount && new RegExp("\\d[\\d.,]*[十百千万万亿]*" + query.asksCount).test(clause.text)) score += 0.12;
  return { clause, score: inside ? score - clause.keys.length / 20000 : 0, cover: total ? cover / total : 0 };
}

/** The names that a query is, begins, holds or spells, best first: {name, score}. Of 3 and more is the query itself.
 * @param {string[]} keys @param {Uint32Array} places of the whole query @param {any[]} words */
async function rankNames(keys, places, words) {
  const scores = new Map();
  function tell(name, score) {
    if (score > (scores.get(name) || 0)) scores.set(name, score);
  }
  const mentions = [];
  for (const place of inNames(places)) {
    const name = nameAt(place), form = name.forms.find((one) => place < one.start + one.length);
    if (!form) mentions.push(place);
    else if (form.length === keys.length) tell(name, 3 + 0.1 * (form === name.forms[0]));
    else tell(name, 1.5 + keys.length / form.length + IN_TITLE[name.kind]);
  }
  const wanted = keys.join(""), mentioned = keys.length > 3 && places[0] >= index.end ? 1.6 : MENTION;
  await Promise.all(mentions.slice(0, 200).map(async (place) => {
    const name = nameAt(place);
    // Only what is written in letters may be a name in English, or a reading.
    if (!/[a-z]/.test(wanted)) { tell(name, mentioned); return; }
    const entry = await clauseAt(place), cells = entry.text.split(BREAK);
    const [english, reading, initials] = cells.slice(-4, -1).map((cell) => keysOf(cell).keys.join(""));
    if (english === wanted) tell(name, 3);
    else if (reading === wanted || (initials === wanted && keys.length > 1)) tell(name, 2.9 + 0.05 * (reading === wanted));
    else if (keys.length > 2 && `${english} ${reading} ${initials}`.includes(wanted)) tell(name, 1.4 + keys.length / Math.max(reading.length, 1));
    else tell(name, mentioned);
  }));
  const total = words.reduce((sum, word) => sum + word.weight, 0), covers = new Map();
  for (const word of words) {
    const seen = new Set();
    for (const place of inNames(word.places)) {
      const name = nameAt(place);
      if (seen.has(name) || !name.forms.some((form) => place >= form.start && place < form.start + form.length)) continue;
      seen.add(name);
      covers.set(name, (covers.get(name) || 0) + word.weight);
    }
  }
  // Who types 规划 asks for a plan. Of two names that say the same the shorter one says less besides.
  const asksPlan = PLAN_WORD.test(keys.join(""));
  covers.forEach((weight, name) => {
    const cover = Math.min(1, weight / total), isPlan = name.kind === "plan" || name.kind === "cited";
    const isMeant = words.length > 1 && (cover > 0.9 || (asksPlan && isPlan && cover > 0.6));
    tell(name, cover + (isMeant ? 1.5 : 0) + (isMeant && isPlan ? 0.1 : 0) - name.forms[0].length / 5000);
  });
  if (!places.length) for (const name of await shortNames(keys)) tell(name, 2.8 - name.forms[0].length / 1000);
  return Array.from(scores, ([name, score]) => ({ name, score })).sort((a, b) =>
    b.score - a.score || KINDS.indexOf(a.name.kind) - KINDS.indexOf(b.name.kind) || a.name.start - b.name.start);
}

/** Bodies of which the query is a shorter name: its characters, in order, each behind the one before or the first of a
 * word, from the first character to the last (人社局, 经信委); or the first letters of their reading (jxw).
 * @param {string[]} keys */
async function shortNames(keys) {
  const typed = keys.join(""), isLatin = /^[a-z]{3,6}$/.test(typed);
  if (!isLatin && !(keys.length > 2 && keys.length < 9 && SHORT_BODY.test(typed))) return [];
  const found = [];
  for (const name of index.names) {
    if (name.kind !== "body") continue;
    const entry = await clauseAt(name.start), cells = entry.text.split(BREAK);
    const tried = isLatin ? [cells[cells.length - 2]] : cells.slice(0, name.forms.length);
    if (tried.some((cell) => isShort(typed, cell.split(" ").map((word) => keysOf(word).keys.join(""))))) found.push(name);
  }
  return found;
}

/** @param {string} typed @param {string[]} words of the full name */
function isShort(typed, words) {
  const full = words.join(""), heads = new Set();
  words.reduce((at, word) => { heads.add(at); return at + word.length; }, 0);
  const isEnd = (at) => at === full.length - 1 || heads.has(at) && at + words[words.length - 1].length === full.length;
  function from(i, at) {
    if (i === typed.length) return isEnd(at - 1);
    for (let next = at; next < full.length; next++) {
      if (full[next] === typed[i] && (next === at || heads.has(next) || next === full.length - 1) && from(i + 1, next + 1)) return true;
    }
    return false;
  }
  // A place in front is often left out; what follows begins a word.
  return Array.from(heads).some((at) => full[at] === typed[0] && from(1, at + 1));
}
