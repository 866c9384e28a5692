// Where words stand on the line of keys: ascending places, from the positions of their pairs.

const ENOUGH_PAIRS = 4; // of a long phrase, before its text is looked at
const FEW_PLACES = 16;
const NOWHERE = new Uint32Array(0);

/** The last key file whose first pair is not behind `pair`. @param {any} keys those of the plans, or of the names
 * @param {string} pair */
function fileOf(keys, pair) {
  return last(keys.firsts, pair, (first) => first);
}

/** The last of a list in order for which of(one) <= place. @param {ArrayLike<any>} list @param {(one: any) => any} of */
function last(list, place, of) {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (of(list[middle]) <= place) low = middle + 1; else high = middle;
  }
  return low - 1;
}

/** @param {any} keys @param {number} number */
function nameOfFile(keys, number) {
  const pair = keys.firsts[number];
  return keys.folder + "/" + Array.from({ length: pair.length }, (_, i) => pair.charCodeAt(i).toString(16).padStart(4, "0")).join("");
}

/** @param {any} keys @param {number} number */
function loadKeys(keys, number) {
  return load(nameOfFile(keys, number), keys.versions[number], ([pairs, codes]) => {
    const lists = codes.split(" "), file = new Map();
    pairsOf(pairs, (a, b, i) => file.set(a + b, lists[i]));
    return file;
  });
}

function placesIn(keys, file, pair) {
  let list = file.get(pair);
  if (typeof list === "string") file.set(pair, list = decode(list, true).map((place) => place + keys.start));
  return list || NOWHERE;
}

/** In plans, and behind them in names. @param {string} pair @returns {Promise<Uint32Array>} */
async function loadPair(pair) {
  const [plans, names] = await Promise.all(index.keys.map(async (keys) => {
    const number = fileOf(keys, pair);
    return number < 0 ? NOWHERE : placesIn(keys, await loadKeys(keys, number), pair);
  }));
  if (!plans.length || !names.length) return plans.length ? plans : names;
  const all = new Uint32Array(plans.length + names.length);
  all.set(plans);
  all.set(names, plans.length);
  return all;
}

function loadEnds() { return loadPair(BREAK + BREAK); }

/** All pairs that begin with one character stand side by side. @param {string} char @returns {Promise<Uint32Array>} */
function loadSingle(char) {
  return keep("single " + char, async () => {
    const lists = await Promise.all(index.keys.map(async (keys) => {
      const first = Math.max(0, fileOf(keys, char + BREAK));
      let behind = first;
      while (behind + 1 < keys.firsts.length && keys.firsts[behind + 1].startsWith(char)) behind++;
      const loading = [];
      for (let number = first; number <= behind && number < keys.firsts.length; number++) loading.push(loadKeys(keys, number));
      return (await Promise.all(loading)).flatMap((file) =>
        [...file.keys()].filter((pair) => pair.startsWith(char)).map((pair) => placesIn(keys, file, pair)));
    }));
    return join(lists.flat());
  });
}

/** @param {Uint32Array[]} lists each in order; @returns {Uint32Array} all of their places, in order */
function join(lists) {
  const full = lists.filter((list) => list.length);
  if (full.length < 2) return full[0] || NOWHERE;
  const all = new Uint32Array(full.reduce((sum, list) => sum + list.length, 0));
  let at = 0;
  for (const list of full) { all.set(list, at); at += list.length; }
  return all.sort().filter((place, i) => !i || place !== all[i - 1]);
}

/** Those of `a` for which `b` holds the place that `move` leads to, which keeps their order.
 * @param {Uint32Array} a @param {Uint32Array} b @param {(place: number) => number} move */
function intersect(a, b, move) {
  const found = new Uint32Array(Math.min(a.length, b.length));
  let count = 0, j = 0;
  for (let i = 0; i < a.length && j < b.length; i++) {
    const place = move(a[i]);
    j = reach(b, place, j);
    if (b[j] === place) found[count++] = a[i];
  }
  return found.subarray(0, count);
}

/** @param {number} shift */
function ahead(shift) { return (place) => place + shift; }

/** From the place of a query's first key to that of another: where phrases end in plans, there may be room.
 * @param {string[]} keys @param {number} at number of the other */
function wayTo(keys, at) {
  const stops = keys.flatMap((key, i) => i < at && endsPhrase(key, keys[i + 1]) ? [i + 1] : []);
  if (!stops.length) return ahead(at);
  return (place) => {
    if (place >= index.end) return place + at;
    const [next, done] = stops.reduce(([to, from], stop) => [nextPhrase(to + stop - from), stop], [place, 0]);
    return next + at - done;
  };
}

/** Those of `a` for which `b` does not hold the place that `move` leads to. */
function subtract(a, b, move) {
  const both = new Set(intersect(a, b, move));
  return both.size ? a.filter((place) => !both.has(place)) : a;
}

/** The first number in list[low…] whose place is not before `place`. @param {Uint32Array} list */
function reach(list, place, low) {
  let step = 1, high = low;
  while (high < list.length && list[high] < place) { low = high + 1; high += step; step *= 2; }
  high = Math.min(high, list.length);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] < place) low = middle + 1; else high = middle;
  }
  return low;
}

/** Pairs that cover a phrase: every second one, and one in between where the length is odd. Which one is free: the
 * file that is there already, or shared, costs nothing. @param {string[]} keys */
function cover(keys) {
  let best = null;
  const odd = keys.length % 2;
  for (let turn = 0; turn < (odd ? keys.length - 1 : 1); turn += 2) {
    const offsets = [], files = new Set();
    for (let at = 0; at + 1 < keys.length; at += at === turn && odd ? 1 : 2) {
      offsets.push(at);
      const number = fileOf(index.keys[0], keys[at] + keys[at + 1]);
      if (number >= 0 && !parts.has(nameOfFile(index.keys[0], number))) files.add(number);
    }
    if (!best || files.size < best.cost) best = { offsets, cost: files.size };
  }
  return best.offsets;
}

/** Where a phrase stands: places of its first character. @param {Keys} keys @returns {Promise<Uint32Array>} */
async function findPhrase(keys) {
  if (!keys.length) return NOWHERE;
  return dropParts(keys, await (keys.length === 1 ? loadSingle(keys[0]) : findPairs(keys)));
}

async function findPairs(keys) {
  const offsets = cover(keys);
  if (offsets.length <= ENOUGH_PAIRS) return meet(keys, offsets);
  // A few pairs of a long phrase leave few places; there the text itself, which is shown anyway, decides.
  const some = offsets.filter((_, i) => i % Math.ceil(offsets.length / ENOUGH_PAIRS) === 0);
  const places = await meet(keys, some);
  if (places.length > FEW_PLACES) return meet(keys, offsets);
  const holds = await Promise.all(Array.from(places, async (place) => {
    const clause = await clauseAt(place), from = keyAt(clause, place);
    return keys.every((key, i) => clause.keys[from + i] === key);
  }));
  return places.filter((_, i) => holds[i]);
}

async function meet(keys, offsets) {
  const lists = await Promise.all(offsets.map((at) => loadPair(keys[at] + keys[at + 1])));
  const order = lists.map((_, i) => i).sort((a, b) => lists[a].length - lists[b].length);
  // The rarest pair leads, unless there may be room in front of it.
  const first = keys.some((key, i) => i < keys.length - 1 && endsPhrase(key, keys[i + 1])) ? 0 : order[0], base = offsets[first];
  let found = lists[first];
  for (const one of order) if (one !== first && found.length) found = intersect(found, lists[one], base ? ahead(offsets[one] - base) : wayTo(keys, offsets[one]));
  return base && found.length ? found.map((place) => place - base) : found;
}

/** Leaves out places where the phrase is part of a longer number (isWhole). */
async function dropParts(keys, places) {
  if (keys.exact || !places.length) return places;
  const end = keys[keys.length - 1], toEnd = wayTo(keys, keys.length - 1), digits = Array.from("0123456789");
  const pairs = (make) => Promise.all(digits.map((digit) => loadPair(make(digit)))).then(join);
  if (isDigit(keys[0])) {
    places = subtract(places, await pairs((digit) => digit + keys[0]), ahead(-1));
    for (const point of isQuantity(keys) ? ".," : "") {
      places = subtract(places, intersect(await pairs((digit) => digit + point), await loadPair(point + keys[0]), ahead(1)), ahead(-2));
    }
  }
  if (places.length && isDigit(end)) {
    places = subtract(places, await pairs((digit) => end + digit), toEnd);
    for (const point of ".,") {
      places = subtract(places, intersect(await loadPair(end + point), await pairs((digit) => point + digit), ahead(1)), toEnd);
    }
  }
  return places;
}

/** Places in plans, without those in names; and these. @param {Uint32Array} places */
function inPlans(places) { return places.subarray(0, reach(places, index.end, 0)); }
function inNames(places) { return places.subarray(reach(places, index.end, 0)); }

/** Clauses that hold all words, given by the first place in each; those with a place of `listed` are left out. The
 * rarest word leads; in its clauses the others are looked up.
 * @param {Uint32Array[]} lists @param {Uint32Array[]} listed */
async function findScattered(lists, listed) {
  const ends = await loadEnds(), found = [];
  lists = [...lists].sort((a, b) => a.length - b.length);
  const at = lists.map(() => 0), own = listed.map(() => 0);
  let clause = 0, before = -1;
  function hasPlace(list, pointers, i) {
    pointers[i] = reach(list, clause ? ends[clause - 1] + 1 : 0, pointers[i]);
    return pointers[i] < list.length && list[pointers[i]] < ends[clause];
  }
  lists[0].forEach((place) => {
    clause = reach(ends, place, clause);
    if (clause === before) return;
    before = clause;
    if (!lists.every((list, i) => hasPlace(list, at, i)) || listed.some((list, i) => hasPlace(list, own, i))) return;
    found.push(Math.min(...lists.map((list, i) => list[at[i]])));
  });
  return Uint32Array.from(found);
}

/** Those of `places` that stand in no clause with one of `listed`, all ascending; or, where they are wanted, the others.
 * The ends of clauses are loaded only if two places are near each other at all. */
async function dropListed(places, listed, isWanted = false) {
  let at = 0;
  const near = places.some((place) => {
    at = reach(listed, place - index.longest, at);
    return at < listed.length && listed[at] <= place + index.longest;
  });
  if (!near) return isWanted ? NOWHERE : places;
  const ends = await loadEnds();
  let end = 0, before = 0;
  return places.filter((place) => {
    end = reach(ends, place, end);
    before = reach(listed, end ? ends[end - 1] + 1 : 0, before);
    return (before >= listed.length || listed[before] > ends[end]) !== isWanted;
  });
}
