// Texts as keys: what a search takes for equal has equal keys. Numbers as the index's files write them.

/** @typedef {string[] & {exact?: boolean}} Keys of a word; of an exact one, parts of numbers count, too. */

const BREAK = "\n";
const LONGEST_QUERY = 200; // keys

// The signs of publish/search_code.py: the first 64 end a number, the others go before them.
const STOPPERS = 64;
const signs = new Int8Array(128);
let signCount = 0;
for (let code = 0x21; code < 0x7f; code++) {
  if (code === 0x22 || code === 0x5c) continue;
  signs[code] = signCount < STOPPERS ? signCount : STOPPERS - 1 - signCount;
  signCount++;
}
const CONTINUERS = signCount - STOPPERS;

/** @param {string} text @param {boolean} [ascending] whether these are gaps */
function decode(text, ascending) {
  const numbers = new Uint32Array(text.length);
  let count = 0, value = 0, sum = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = signs[text.charCodeAt(i)];
    if (digit < 0) {
      value = value * CONTINUERS - digit;
    } else {
      value = value * STOPPERS + digit;
      sum = ascending ? sum + value : value;
      numbers[count++] = sum;
      value = 0;
    }
  }
  return numbers.slice(0, count);
}

/** @param {string} char */
function foldChar(char) {
  const folded = index.fold.get(char), key = folded === undefined ? char : folded, lower = key.toLowerCase();
  const one = lower.length === key.length ? lower : key;
  return index.variants.get(one) || one;
}

/** The keys of a text and, for each, where its character begins and ends in the text (in UTF-16 units).
 * @param {string} text */
function keysOf(text) {
  const keys = [], starts = [], ends = [];
  let at = 0;
  for (const char of text) {
    const key = char === BREAK ? BREAK : foldChar(char);
    if (key) { keys.push(key); starts.push(at); ends.push(at + char.length); }
    at += char.length;
  }
  return { keys, starts, ends };
}

const STOPS = ",。;:", PHRASE = 8; // publish/search_keys.py

/** Whether a phrase ends with a key: the next one begins at a whole step. @param {string} key @param {string} [behind] */
function endsPhrase(key, behind = "") { return key === BREAK || STOPS.includes(key) && !isDigit(behind); }
function nextPhrase(place) { return Math.ceil(place / PHRASE) * PHRASE; }

/** The places of a plan's keys and of their end, from the clause's first. @param {string[]} keys */
function placeKeys(keys) {
  const places = [];
  let at = 0;
  keys.forEach((key, i) => { places.push(at++); if (endsPhrase(key, keys[i + 1])) at = nextPhrase(at); });
  return places.concat(at);
}

/** @param {string} text @returns {string[]} */
function queryKeys(text) {
  return keysOf(text).keys.filter((key) => key !== BREAK).slice(0, LONGEST_QUERY);
}

/** A word of a query: as typed, and its keys. @param {string} text */
function readWord(text) { return { text, keys: queryKeys(text) }; }

/** @template { {keys: string[]}} T @param {T[]} words @returns {T[]} */
function dropTwins(words) {
  const seen = new Set();
  return words.filter((word) => {
    const key = word.keys.join("");
    return key && !seen.has(key) && seen.add(key);
  });
}

/** Calls use(first, last) for each place where a word stands in a line of keys.
 * @param {string[]} keys @param {string[]} word @param {(first: number, last: number) => void} use */
function eachOf(keys, word, use) {
  for (let at = keys.indexOf(word[0]); at >= 0; at = keys.indexOf(word[0], at + 1)) {
    let n = 1;
    while (n < word.length && keys[at + n] === word[n]) n++;
    if (n === word.length && isWhole(word, keys[at - 2], keys[at - 1], keys[at + n], keys[at + n + 1])) use(at, at + n - 1);
  }
}

function isDigit(key) { return key >= "0" && key <= "9"; }

/** Whether a word that begins or ends with a digit is no part of a longer number: 1500 is not in 15000, 8% not in 7.8%.
 * The others are the two keys before it, and the two behind. */
function isWhole(word, before2, before, behind, behind2) {
  if (word.exact) return true;
  const opens = isDigit(word[0]), closes = isDigit(word[word.length - 1]);
  return !(opens && (isDigit(before) || (isPoint(before) && isDigit(before2) && isQuantity(word)))) &&
    !(closes && (isDigit(behind) || (isPoint(behind) && isDigit(behind2))));
}

/** 5G is behind a point, as in 3.5G, the name of a thing: a number in front of it numbers a heading. */
function isQuantity(word) { return !/^\d+[a-z]/.test(word.join("")); }
function isPoint(key) { return key === "." || key === ","; }
