// An answer → its results in one order, drawn as they are asked for.

const AHEAD = 10; // clauses that are loaded together
const IN_TURN = 3; // of a plan, while others wait
const NAMED = 4; // names in front of the clauses that hold the query,
const PARTLY = 2; // of those no more that it is a part of

/** @typedef { {kind: string, name?: any, clause?: any, words: string[][], note?: string, wanted?: string}} Result */

/** The results of an answer, best first, of one tab ("" for all).
 * @param {any} answer @param {string} tab @param {(work: any) => boolean} admits
 * @returns {AsyncGenerator<Result>} */
async function* listResults(answer, tab, admits) {
  const isOpen = (work) => admits(work) && admitsFields(answer.query, work);
  const wordKeys = answer.words.map((word) => word.keys), shown = new Set();
  const wantsClauses = !tab || tab === "clause" || tab === "target";
  const targets = tab === "target" ? await loadPair(BREAK + TARGETS) : null;
  const names = answer.names.filter((one) => (!tab || one.name.kind === tab) && (one.only || one.score > 0.55 || one.score === MENTION || tab));
  const isPhrase = answer.blocks.some((block) => block.kind !== "words" && block.places.length);

  async function* clauses(places, words, label) {
    for (let at = 0; at < places.length; at += AHEAD) {
      for (const clause of await Promise.all(Array.from(places.slice(at, at + AHEAD), clauseAt))) {
        if (shown.has(clause.start) || (targets && !targets.includes(clause.start))) continue;
        shown.add(clause.start);
        yield { kind: "clause", clause, words, note: label };
      }
    }
  }
  async function* named(list) {
    for (const one of list) {
      const entry = await clauseAt(one.name.start);
      if (shown.has(one.name) || (one.only && !one.only.has(entry.anchor))) continue;
      if (one.name.kind === "plan" && !isOpen(index.works.find((work) => entry.anchor.startsWith(`plans/${work.name}/`)))) continue;
      shown.add(one.name);
      yield { kind: one.name.kind, name: { ...entry, kind: one.name.kind }, words: answer.blocks.flatMap((block) => block.words).concat(wordKeys), note: one.other };
    }
  }

  if (wantsClauses && answer.addressed.length) {
    yield* clauses(answer.addressed.filter((place) => isOpen(index.works[pageAt(place).work])), wordKeys, LABELS_OF.address);
  }
  const first = names.filter((one) => one.score >= 1.5);
  const partly = first.filter((one) => one.score < 2.5);
  yield* named(tab ? names : first.filter((one) => partly.indexOf(one) < PARTLY).slice(0, NAMED));
  if (wantsClauses) {
    for (const block of answer.blocks) {
      if (block.kind === "words") continue;
      yield* clauses(inTurn(group(block.places, isOpen)), block.words, LABELS_OF[block.kind] && LABELS_OF[block.kind](block.label));
    }
    const ranked = answer.ranked.filter((one) => isOpen(index.works[one.clause.page.work]));
    let at = 0;
    const best = isPhrase || tab ? [] : names.filter((one) => one.score < 1.5 && one.score > 0.55);
    for (const one of ranked) {
      while (at < best.length && best[at].score >= one.score) yield* named([best[at++]]);
      for await (const result of clauses([one.clause.start], wordKeys)) {
        yield { ...result, wanted: isPhrase ? undefined : answer.query.rest };
      }
    }
    for (const block of answer.blocks) if (block.kind === "words") yield* clauses(inTurn(group(block.places, isOpen)), block.words);
  }
  if (!tab) yield* named(names);
}

/** The places of plans: titles, headings, then texts, a few of each plan in turn. */
function inTurn(plans) {
  const texts = plans.map((plan) => [...plan.texts.flatMap((part) => Array.from(part))]), found = [];
  for (const kind of ["titles", "headings"]) for (const plan of plans) for (const part of plan[kind]) found.push(...part);
  for (let at = 0; texts.some((list) => at < list.length); at += IN_TURN) for (const list of texts) found.push(...list.slice(at, at + IN_TURN));
  return found;
}

const BEFORE = 26, AFTER = 84; // characters around the first mark of a snippet

/** @param {string} tag @param {string} [className] @param {string} [text] */
function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

/** A folder's address, also without a server. @param {string} path */
function addressOf(path) {
  const [folder, hash] = path.split("#");
  return BASE + folder + (location.protocol === "file:" ? "index.html" : "") + (hash ? "#" + hash : "");
}

/** @param {Result} result */
function drawResult(result) {
  const item = make("li"), link = /** @type {HTMLAnchorElement} */ (make("a", "plan-search__hit is-" + result.kind));
  item.appendChild(link);
  if (result.name) drawName(link, result); else drawClause(link, result);
  return item;
}

/** @param {HTMLAnchorElement} link @param {Result} result */
function drawClause(link, { clause, words, note, wanted }) {
  const spans = spansIn(clause, words), { text } = clause, work = index.works[clause.page.work];
  const printed = Array.from(new Set(spans.map((span) => text.slice(span[0], span[1])))).slice(0, 6);
  const query = printed.map((one) => "q=" + encodeURIComponent(one)).join("&");
  link.href = addressOf(`plans/${work.name}/${clause.page.path ? clause.page.path + "/" : ""}`) +
    (query ? "?" + query : "") + (clause.anchor ? "#" + clause.anchor : "");
  const head = make("span", "plan-search__where");
  head.appendChild(make("b", "", clause.citation || WORDS.top));
  // On an annex's page the first heading is the annex, which the citation names.
  const headings = clause.page.path && clause.path.length > 1 ? clause.path.slice(1) : clause.path;
  const path = headings.map((part) => part.replace(/[。：，；:,.;]$/, "")).join(" › ");
  if (path) { head.append(" ", make("span", "", path)); head.title = path; }
  if (note) head.append(" ", make("span", "plan-search__note", note));
  link.append(head, drawText(text, spans, fragmentsOf(text, spans, words.length > 1)));
  const changed = wanted && tellDifference(clause, queryKeys(wanted));
  if (changed) link.append(drawDifference(changed));
  link.append(make("span", "plan-search__of", work.title + (work.year ? `　${work.year}年` : "")));
}

/** A name's text is its forms, the English, two readings and what is said of it, each a cell.
 * @param {HTMLAnchorElement} link @param {Result} result */
function drawName(link, { name, words, note }) {
  const cells = name.text.split(BREAK), about = cells.pop(), english = cells.splice(-3)[0];
  link.href = addressOf(name.anchor);
  const head = make("span", "plan-search__where");
  function part(className, text, isLong) {
    const spans = spansIn(keysOf(text), words);
    const drawn = drawText(text, spans, isLong && spans.length ? fragmentsOf(text, spans, false) : [[0, text.length]]);
    drawn.className = className;
    return drawn;
  }
  head.append(make("span", "plan-search__kind", WORDS.kinds[name.kind]), part("plan-search__name", name.citation));
  if (english) {
    const foreign = part("plan-search__english", english);
    foreign.lang = "en";
    head.append(" ", foreign);
  }
  if (note) head.append(" ", make("span", "plan-search__note", LABELS_OF.meaning(note)));
  link.appendChild(head);
  const others = cells.map((form) => name.kind === "body" ? form.replace(/ /g, "") : form).filter((form) => !name.citation.includes(form));
  if (others.length && name.kind !== "plan") link.appendChild(part("plan-search__also", WORDS.also + others.join("、")));
  if (about) link.appendChild(part("plan-search__text plan-search__definition", about, true));
}

/** Pieces of a text with the marks in them; what is left out shows as dots. */
function drawText(text, spans, pieces) {
  const snippet = make("span", "plan-search__text");
  let at = 0;
  for (const piece of pieces) {
    if (piece[0] > at) snippet.append("……");
    at = piece[0];
    for (const span of spans) {
      if (span[0] < at || span[1] > piece[1]) continue;
      snippet.append(plain(text.slice(at, span[0])), make("mark", "", plain(text.slice(span[0], span[1]))));
      at = span[1];
    }
    snippet.append(plain(text.slice(at, piece[1])));
    at = piece[1];
  }
  if (at < text.length) snippet.append("……");
  return snippet;
}

/** The stretches of a text that its snippet shows: from before the first mark on; with several words, around the
 * first place of each. */
function fragmentsOf(text, spans, several) {
  const seen = new Set(), pieces = [];
  for (const span of spans) {
    const word = text.slice(span[0], span[1]);
    if (seen.has(word) || (seen.size && !several)) continue;
    seen.add(word);
    let from = span[0] - (several ? BEFORE / 2 : BEFORE), to = Math.max(span[1], span[0] + (several ? AFTER / 2 : AFTER));
    if (from < 8) from = 0;
    if (text.length - to < 8) to = text.length;
    if (isTrail(text, from)) from--;
    if (isTrail(text, to)) to++;
    const before = pieces[pieces.length - 1];
    if (before && from <= before[1] + 4) before[1] = Math.max(before[1], to); else pieces.push([from, to]);
  }
  // No mark is cut in two.
  for (const piece of pieces) for (const span of spans) if (span[0] < piece[1] && span[1] > piece[1]) piece[1] = span[1];
  return pieces.length ? pieces : [[0, Math.min(text.length, AFTER)]];
}

function plain(text) { return text.split(BREAK).join("　|　"); }
function isTrail(text, at) { return (text.charCodeAt(at) & 0xfc00) === 0xdc00; }

const SENTENCE = 8; // keys of a query from which its difference from a clause is told
const ALIKE = 0.7; // of it that has to stand there
const LONGEST_CHANGE = 12;

/** Where a sentence differs from a clause that nearly says it: [[asked, printed], …]; null where it is another.
 * @param {any} clause @param {string[]} keys of the sentence */
function tellDifference(clause, keys) {
  if (keys.length < SENTENCE) return null;
  // The longest common subsequence, from the end.
  const own = clause.keys, width = own.length + 1, sizes = new Uint16Array((keys.length + 1) * width);
  for (let i = keys.length - 1; i >= 0; i--) {
    for (let j = own.length - 1; j >= 0; j--) {
      sizes[i * width + j] = keys[i] === own[j] ? sizes[(i + 1) * width + j + 1] + 1
        : Math.max(sizes[(i + 1) * width + j], sizes[i * width + j + 1]);
    }
  }
  if (sizes[0] < ALIKE * keys.length) return null;
  const pairs = [];
  for (let i = 0, j = 0; i < keys.length && j < own.length;) {
    if (keys[i] === own[j] && sizes[i * width + j] === sizes[(i + 1) * width + j + 1] + 1) pairs.push([i++, j++]);
    else if (sizes[(i + 1) * width + j] > sizes[i * width + j + 1]) i++; else j++;
  }
  const changes = [];
  pairs.slice(1).forEach(([i, j], n) => {
    const [before, at] = pairs[n];
    if (i - before < 2 || i - before > LONGEST_CHANGE || j - at > LONGEST_CHANGE) return;
    // A number is told whole, as one of which 200 is 300.
    let back = 0, ahead = 0;
    while (isOfNumber(keys[before - back]) && isOfNumber(own[at - back])) back++;
    while (isOfNumber(keys[i + ahead]) && isOfNumber(own[j + ahead])) ahead++;
    changes.push([keys.slice(before + 1 - back, i + ahead).join(""), clause.text.slice(clause.starts[at + 1 - back], clause.ends[j - 1 + ahead])]);
  });
  return changes.length ? changes.slice(0, 3) : null;
}

function isOfNumber(key) { return key !== undefined && (isDigit(key) || key === "." || key === "%"); }

function drawDifference(changes) {
  const line = make("span", "plan-search__changed", WORDS.changed);
  changes.forEach(([asked, printed], i) => {
    line.append(i ? "；" : "", WORDS.asked, make("del", "", asked), WORDS.printed, make("ins", "", printed || WORDS.nothing), "”");
  });
  return line;
}
