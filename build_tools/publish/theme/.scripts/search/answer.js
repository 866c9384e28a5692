// A query → its answer: addresses, names, clauses with the whole of it, with other names of it, with its words.

const SYNONYMS = 6; // other names of a thing that are looked for
const FEW = 2; // places that leave room for what is near
const RANKED = 24; // clauses that are told best first
const FITS = 0.3; // less than that of a query's weight is no answer

/** @param {string} text */
async function find(text) {
  await loadIndex();
  const query = readQuery(text), answer = await answerTo(text, query, true);
  const demands = [...query.excluded.map((word) => [word, false])];
  if (!query.isExact) demands.push(...query.quoted.map((word) => [word, true]));
  for (const [word, isWanted] of demands) {
    const keys = Object.assign(queryKeys(word), { exact: true }), places = await findPhrase(keys);
    for (const block of answer.blocks) block.places = await dropListed(block.places, places, isWanted);
    answer.ranked = answer.ranked.filter((one) => holds(one.clause.keys, keys) === isWanted);
  }
  return answer;
}

/** What is known of a query. `blocks` are places in clauses, the whole phrase first, no clause in two of them: {kind,
 * label, words: [keys…], places}; `ranked` are clauses, best first, that stand in front of those with all words;
 * `names` are names, best first; `addressed` places that the query is the address of; `found` whether it stands
 * anywhere; `words` its words; `instead` what was looked for in its place. */
async function answerTo(text, query, isFirst) {
  const answer = { text, query, blocks: [], ranked: [], names: [], addressed: [], words: [], near: [], found: false, instead: "" };
  const keys = queryKeys(query.rest || query.quoted.join(" ")), listed = [];
  if (query.isExact) keys.exact = true;
  if (!keys.length && !query.quoted.length) return listWorks(answer);
  if (query.address && isFirst) answer.addressed = await findAddress(query.address);
  if (query.isExact && query.quoted.length > 1) {
    await addQuoted(answer, listed);
    return answer;
  }
  const all = await findPhrase(keys);
  answer.found = all.length > 0;
  const admits = (work) => admitsFields(query, work);
  await addBlock(answer, listed, { kind: "phrase", words: [keys], places: inPlans(all) }, true);
  if (query.isExact) { answer.names = await rankNames(keys, all, []); return answer; }

  const isSpaced = /\S[\s，,、]+\S/.test(query.rest);
  for (const [kind, other] of [["number", writeDigits(query.rest)], ["meaning", await findMeaning(query.rest)]]) {
    if (!other || toSimplified(other) === toSimplified(query.rest)) continue;
    const own = readWord(other), places = await findPhrase(own.keys);
    answer.found = answer.found || places.length > 0;
    await addBlock(answer, listed, { kind, label: other, words: [own.keys], places: inPlans(places) });
    answer.names.push(...(await rankNames(own.keys, places, [])).map((one) => ({ ...one, score: one.score - 0.05, other })));
    if (!all.length && !places.length) query.rest = other;
  }
  const isSure = !isSpaced && answer.blocks.reduce((sum, block) => sum + block.places.length, 0) > FEW;
  if (!isSure) answer.words = await findWords(query.rest);
  answer.names.push(...await rankNames(keys, all, answer.words));
  answer.names = mergeNames(answer.names, query);
  await addSynonyms(answer, listed, keys);
  if (isSure || (answer.addressed.length && !isSpaced)) return answer;

  // A wrong or a missing character is told from several words: of these, some are wrong.
  const isOne = !isSpaced && !answer.blocks.some((block) => block.places.length) &&
    !answer.names.some((one) => one.score > 1.5 && one.name.kind !== "term");
  if (isOne && isFirst) answer.near = await findNear(keys);
  if (answer.near.length) {
    const instead = await answerTo(answer.near[0], readQuery(answer.near[0]), false);
    return { ...instead, text, query, near: answer.near, instead: answer.near[0], addressed: answer.addressed, found: false };
  }
  let places = await findTogether(answer.words, listed);
  // Where no clause holds them all, what stands between blanks may be several words.
  if (!places.length && isSpaced) {
    answer.words = await findWords(query.rest, true);
    places = await findTogether(answer.words, listed);
  }
  const label = answer.words.map((word) => word.text).join("、");
  await addBlock(answer, listed, { kind: "words", label, words: answer.words.map((word) => word.keys), places });
  if (answer.words.length) {
    answer.ranked = (await rankClauses(answer.words, query, admits)).filter((one) => one.score > FITS).slice(0, RANKED);
  }
  return answer;
}

async function findTogether(words, listed) {
  return words.length > 1 ? inPlans(await findScattered(words.map((word) => word.places), listed)) : NOWHERE;
}

/** Adds places that stand in no clause before. */
async function addBlock(answer, listed, block, always) {
  for (const list of listed) block.places = await dropListed(block.places, list);
  if (block.places.length || always) answer.blocks.push(block);
  listed.push(block.places);
}

/** Clauses that hold each of several quoted phrases. */
async function addQuoted(answer, listed) {
  const words = answer.query.quoted.map((one) => Object.assign(queryKeys(one), { exact: true }));
  const places = inPlans(await findScattered(await Promise.all(words.map(findPhrase)), []));
  answer.found = places.length > 0;
  await addBlock(answer, listed, { kind: "phrase", words, places }, true);
}

/** Other names of the terms and bodies that the query names. */
async function addSynonyms(answer, listed, keys) {
  const named = answer.names.filter((one) => one.score > 2.5 && (one.name.kind === "term" || one.name.kind === "body")).slice(0, 2);
  // A body signs with its full name, and answers for something under a shorter one.
  const forms = named.flatMap((one) => one.name.kind === "body" ? one.name.forms.slice().reverse() : one.name.forms);
  const held = forms.filter((form) => form.held);
  const words = dropTwins([{ text: "", keys }, ...await Promise.all(held.map(readForm))]).slice(1, 1 + SYNONYMS);
  const found = await Promise.all(words.map((word) => findPhrase(word.keys)));
  for (let i = 0; i < words.length; i++) {
    await addBlock(answer, listed, { kind: "synonym", label: words[i].text, words: [words[i].keys], places: inPlans(found[i]) });
  }
}

/** Names told by several queries, each with its best score. */
function mergeNames(names, query) {
  const best = new Map();
  for (const one of names) {
    let { score } = one;
    if (query.asksWhat && one.name.kind === "term") score += 0.5;
    if (query.asksWho && one.name.kind === "body") score += 0.1;
    const known = best.get(one.name);
    if (!known || known.score < score) best.set(one.name, { ...one, score });
  }
  return Array.from(best.values()).sort((a, b) => b.score - a.score);
}

/** The places that an address leads to: in the plan that its words name, else in the one that is read, else in all. */
async function findAddress(address) {
  let works = null;
  if (address.work) works = index.works.flatMap((work, i) => work.name === address.work ? [i] : []);
  else if (address.words) works = await findPlans(address.words);
  if (works && !works.length) return [];
  const paths = address.page ? [address.page] : Array.from(new Set(index.pages.map((page) => page.path))).slice(0, 9);
  const places = (await Promise.all(paths.map((page) => findAnchor(page, address.name)))).flat();
  const here = index.works.findIndex((work) => location.pathname.includes(`/plans/${work.name}/`));
  const order = (place) => works ? works.indexOf(pageAt(place).work) : pageAt(place).work === here ? -1 : pageAt(place).work;
  // Words that name no plan may stand there: 专栏1 关键核心技术.
  const clauses = await Promise.all(places.map(clauseAt)), keys = queryKeys(address.words);
  const named = new Map(places.map((place, i) => [place, keys.length > 0 && holds(clauses[i].keys, keys)]));
  return places.filter((place) => !works || works.includes(pageAt(place).work))
    .sort((a, b) => named.get(b) - named.get(a) || order(a) - order(b) || a - b);
}

/** The works that words name, best first. @param {string} text */
async function findPlans(text) {
  const keys = queryKeys(text), ranked = await rankNames(keys, await findPhrase(keys), await findWords(text));
  const plans = ranked.filter((one) => one.name.kind === "plan" && one.score > 0.5);
  const entries = await Promise.all(plans.map((one) => clauseAt(one.name.start)));
  const found = entries.map((entry) => index.works.findIndex((work) => entry.anchor.startsWith(`plans/${work.name}/`)));
  // Words that name a heading and no plan leave all plans open.
  return found.length ? Array.from(new Set(found)) : index.works.map((_, i) => i);
}

/** Fields without words: the plans that they choose. */
function listWorks(answer) {
  const { query } = answer;
  if (query.title || query.issuer || query.year) {
    const chosen = new Set(index.works.filter((work) => admitsFields(query, work)).map((work) => `plans/${work.name}/`));
    answer.names = index.names.filter((name) => name.kind === "plan").map((name) => ({ name, score: 1, only: chosen }));
  }
  return answer;
}

/** Whether a query's fields let a work through. */
function admitsFields(query, work) {
  const has = (text, words) => {
    const own = keysOf(text).keys;
    return words.split(/\s+/).every((word) => holds(own, queryKeys(word)));
  };
  return (!query.title || has(work.title, query.title)) && (!query.year || String(work.year) === query.year) &&
    (!query.issuer || work.issuers.some((name) => has(name, query.issuer) || isWithin(queryKeys(query.issuer), keysOf(name).keys)));
}

/** Whether keys stand among others in this order: 市经信委 in the name of a commission. */
function isWithin(keys, others) {
  let at = 0;
  return keys.every((key) => (at = others.indexOf(key, at) + 1) > 0);
}
