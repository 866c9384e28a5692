// The words of a query, where the query itself is found nowhere or is several words: cut at words only.

const MOST_WORDS = 12;
const IDLE = new Set("的了和与及在对为是有将等中上下到以被把从不之其这那都也就还可能会个家项号级");

const segmenter = typeof Intl !== "undefined" && Intl.Segmenter ? new Intl.Segmenter("zh", { granularity: "word" }) : null;

/** The words of a query that stand somewhere: each {text, keys, places, weight}, rarer words weighing more.
 * @param {string} text @param {boolean} [isFine] whether what stands between blanks is cut, too */
async function findWords(text, isFine = false) {
  const clauses = (await loadEnds()).length, words = [];
  const given = text.split(/[\s,，。、；;：:！!（）()《》〈〉“”"「」]+/).filter(Boolean);
  for (const part of given) {
    const whole = queryKeys(part), places = await findPhrase(whole), body = places.length ? null : (await shortNames(whole))[0];
    // What stands between blanks is a word, if it is one at all.
    if (places.length && given.length > 1 && !isFine) { words.push({ text: part, keys: whole, places, weight: 0 }); continue; }
    if (body) {
      // 市经信委 stands in no plan: where it is meant, another of its names does.
      const forms = await Promise.all(body.forms.map(readForm)), lists = await Promise.all(forms.map((form) => findPhrase(form.keys)));
      const best = lists.indexOf(lists.reduce((a, b) => inPlans(b).length > inPlans(a).length ? b : a));
      words.push({ text: forms[best].text, keys: forms[best].keys, places: lists[best], weight: 0 });
      continue;
    }
    for (const keys of cutWords(whole).slice(0, 3 * MOST_WORDS)) {
      for (const own of await trimToKnown(keys)) words.push({ text: own.join(""), keys: own, places: await findPhrase(own), weight: 0 });
    }
  }
  const known = dropTwins(words).slice(0, MOST_WORDS);
  for (const word of known) word.weight = Math.log(1 + clauses / (1 + word.places.length));
  return known;
}

/** Keys cut at words. Characters that are words by themselves are taken together (首 版 次), idle ones let go.
 * @param {string[]} keys */
function cutWords(keys) {
  const words = [];
  let run = [], at = 0;
  function close() {
    if (run.length) words.push(run);
    run = [];
  }
  const pieces = segmenter ? Array.from(segmenter.segment(keys.join("")), (one) => one.segment) : keys;
  for (const piece of joinNumbers(pieces)) {
    const own = keys.slice(at, at + Array.from(piece).length);
    at += own.length;
    if (own.length > 1 || isDigit(piece)) { close(); words.push(own); }
    else if (IDLE.has(piece) || !/[\p{L}]/u.test(piece)) close();
    else run.push(piece);
  }
  close();
  return words;
}

/** A number and its sign are one: 28.5 %, 1,500. */
function joinNumbers(pieces) {
  return pieces.reduce((joined, piece) => {
    const before = joined[joined.length - 1] || "";
    if (/^[%.,]$/.test(piece) && /\d$/.test(before) || /^\d/.test(piece) && /\d[.,]$/.test(before)) joined[joined.length - 1] += piece;
    else joined.push(piece);
    return joined;
  }, []);
}

/** A word that stands nowhere: its longest beginning that does, and so on. @param {string[]} keys */
async function trimToKnown(keys) {
  if ((await findPhrase(keys)).length) return [keys];
  if (keys.length < 3 || keys.some((key) => isDigit(key) || /[a-z]/.test(key))) return [];
  for (let size = keys.length - 1; size > 1; size--) {
    for (const from of [0, keys.length - size]) {
      const own = keys.slice(from, from + size);
      if ((await findPhrase(own)).length) {
        return [own, ...await trimToKnown(from ? keys.slice(0, from) : keys.slice(size))];
      }
    }
  }
  return [];
}

/** What words of Taiwan and Hong Kong mean here, for a query that is typed in the other script: 軟體 → 软件; "" where
 * there is none. @param {string} text */
async function findMeaning(text) {
  if (!index.words || (!isSecond && toSimplified(text) === text)) return "";
  const words = await load("words", index.words, ([told]) => {
    const list = told.split(" "), map = new Map();
    for (let i = 0; i + 1 < list.length; i += 2) map.set(keysOf(list[i]).keys.join(""), list[i + 1]);
    return map;
  });
  const chars = Array.from(text), keys = chars.map(foldChar);
  let meaning = "";
  for (let at = 0; at < chars.length;) {
    let size = Math.min(8, chars.length - at);
    while (size > 1 && !words.has(keys.slice(at, at + size).join(""))) size--;
    meaning += size > 1 ? words.get(keys.slice(at, at + size).join("")) : chars[at];
    at += size;
  }
  return toSimplified(meaning) === toSimplified(text) ? "" : meaning;
}

const NEAR_LOOKS = 6; // texts that are looked at for each near form
const NEAR_SHOWN = 4;

/** Phrases that differ from the query in one character: another one, else one more or one less. Asked only where
 * nothing is found. Gives [text, …] as printed, names first. @param {string[]} keys */
async function findNear(keys) {
  const count = keys.length;
  if (count < 3 || count > 24) return [];
  async function spell(head, tail, gap) {
    if (head.length + tail.length < 3 || !isCheap(head) || !isCheap(tail)) return [];
    const [heads, tails] = await Promise.all([head, tail].map((part) => findPhrase(Object.assign(part, { exact: true }))));
    const places = intersect(heads, tails, ahead(head.length + gap)).slice(0, NEAR_LOOKS);
    return Promise.all(Array.from(places, async (place) => {
      const clause = await clauseAt(place), first = keyAt(clause, place), behind = first + head.length + gap;
      if (keyAt(clause, place + head.length + gap) !== behind) return BREAK; // a phrase ends between them
      // Among first letters of readings (zzzxxt) others are near by accident.
      if (place >= index.end && clause.text.slice(clause.starts[first]).split(BREAK).length === 2) return BREAK;
      return clause.text.slice(clause.starts[first], clause.ends[behind + tail.length - 1]);
    }));
  }
  async function spellAll(moves) { // [keys left out, keys put in]
    const tries = moves.flatMap(([out, into]) => keys.slice(1, count - out).map((_, i) => spell(keys.slice(0, i + 1), keys.slice(i + 1 + out), into)));
    return (await Promise.all(tries)).flat().filter((text) => !text.includes(BREAK) && (count > 16 || /^[\p{L}\p{N}%]+$/u.test(text)));
  }
  const names = await Promise.all((await nearNames(keys)).slice(0, NEAR_SHOWN).map(readForm));
  let found = await spellAll([[1, 1]]);
  if (!names.length && !found.length) found = await spellAll([[1, 0], [0, 1]]);
  return dropTwins(names.concat(found.map(readWord))).slice(0, NEAR_SHOWN).map((word) => word.text);
}

/** A name may also differ at its edge: its length tells where it ends. */
async function nearNames(keys) {
  const count = keys.length, [heads, tails] = await Promise.all([keys.slice(0, -1), keys.slice(1)].map(findPhrase));
  const before = tails.map((place) => place - 1);
  return [...formsAt(heads, count), ...formsAt(heads, count - 1), ...formsAt(before, count), ...formsAt(tails, count - 1)];
}

/** The forms of terms that begin at one of `places` and are so long. */
function formsAt(places, length) {
  return Array.from(inNames(places)).flatMap((place) => {
    const name = nameAt(place);
    return name.kind === "term" ? name.forms.filter((one) => one.start === place && one.length === length) : [];
  });
}

/** One character stands under all pairs that begin with it; of a common one these fill many files. */
function isCheap(keys) {
  return keys.length > 1 || fileOf(index.keys[0], keys[0] + "\uffff") - fileOf(index.keys[0], keys[0] + BREAK) < 4;
}
