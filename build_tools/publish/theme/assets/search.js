/*
 * Full-text search by clause. Loaded when the search is first opened (partials/search.html), or when an address
 * brings words to mark (?q=…). The index is made by build_tools/publish/search.py, which describes its files; all of
 * them are scripts that call planSearch.add(), so that the search also works over file://.
 *
 *   1  Files      2  Keys and numbers      3  Finding      4  Clauses      5  The dialog      6  Marks on the page
 */
(function () {
  "use strict";
  if (window.planSearch) return;

  var BASE = new URL("../", document.currentScript.src).href;
  var BREAK = "\n";
  var SHOWN = 10; // clauses shown at first
  var SHOWN_OF_A_PLAN = 3; // as long as others wait
  var LONGEST_QUERY = 200; // keys
  var ENOUGH_PAIRS = 4; // of a long phrase, before its text is looked at
  var FEW_PLACES = 16;
  var SYNONYMS = 6; // other names of a thing that are looked for
  var CARDS = 2;
  var ENTRIES_SHOWN = 5;
  var NEAR_LOOKS = 6; // texts that are looked at for each near form
  var NEAR_SHOWN = 4;

  // 1  Files -----------------------------------------------------------------------------------------------------

  var parts = new Map(); // name → promise of what the file registers
  var arrived = {};
  var index = null;

  function add(version, name, first, second) {
    arrived[name] = { version: version, first: first, second: second };
  }

  function loadScript(path) {
    return new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = BASE + "search/" + path;
      script.onload = function () { script.remove(); resolve(); };
      script.onerror = function () { script.remove(); reject(new Error(path)); };
      document.head.appendChild(script);
    });
  }

  function take(name) {
    var part = arrived[name];
    delete arrived[name];
    if (!part) throw new Error(name);
    return part;
  }

  function load(name, version, read) {
    if (!parts.has(name)) {
      parts.set(name, loadScript(name + ".js?v=" + version).then(function () {
        var part = take(name);
        // The site has been built anew since this page took the index's head.
        if (part.version !== version) throw new Error("version");
        return read(part);
      }).catch(function (error) {
        parts.delete(name);
        throw error;
      }));
    }
    return parts.get(name);
  }

  function loadIndex() {
    if (!parts.has("index")) {
      var again = index === undefined ? "?" + Date.now() : "";
      parts.set("index", loadScript("index.js" + again).then(function () {
        index = readIndex(take("index"));
        // Texts of one script and queries of the other have to be folded before anything is compared.
        return index.variants ? loadVariants() : null;
      }).catch(function (error) {
        parts.delete("index");
        throw error;
      }));
    }
    return parts.get("index");
  }

  function forgetIndex() {
    parts.clear();
    index = undefined;
  }

  // Each file has a version of 4 signs.
  function split(versions) {
    return versions.match(/.{4}/g) || [];
  }

  function readIndex(part) {
    var head = part.first;
    var pages = decode(head.pages), lengths = decode(head.texts);
    var found = { works: [], issuers: head.issuers, pages: [], texts: [], files: [], keys: [],
                  versions: split(head.versions), slot: head.slot,
                  fold: new Map(), variants: head.variants, longest: head.longest };
    var at = 0, text = 0, line = 0;
    head.works.forEach(function (work, number) {
      found.works.push({ name: work[0], title: work[1], year: work[2],
                         issuers: work[3].map(function (i) { return head.issuers[i]; }) });
      var files = 0, versions = split(work[5]);
      work[4].forEach(function (path) {
        var page = { work: number, path: path, start: line };
        page.headings = line + pages[at + 1];
        page.body = page.headings + pages[at + 2];
        for (var n = 0; n < pages[at]; n++) {
          found.texts.push(line);
          found.files.push(["t/" + work[0] + "/" + files, versions[files++]]);
          line += lengths[text++];
        }
        at += 3;
        found.pages.push(page);
      });
    });
    // The glossary's entries stand behind the plans.
    found.end = line;
    found.pages.push({ work: -1, path: "", start: line, headings: line, body: line });
    split(head.entryVersions).forEach(function (version, file) {
      found.texts.push(line);
      found.files.push(["e/" + file, version]);
      line += lengths[text++];
    });
    found.entries = readEntries(decode(head.entries), found.end);
    pairsOf(head.fold, function (char, to) { found.fold.set(char, to); });
    Array.from(head.blanks).forEach(function (char) { found.fold.set(char, ""); });
    pairsOf(head.keys, function (a, b) { found.keys.push(a + b); });
    return found;
  }

  // Where each entry of the glossary stands, and its names: {start, names: [{start, length, held}]}.
  function readEntries(numbers, line) {
    var entries = [];
    for (var at = 0; at < numbers.length; at++) {
      var entry = { start: line, names: [] };
      for (var left = numbers[at]; left > 0; left--) {
        var number = numbers[++at];
        entry.names.push({ start: line, length: number >> 1, held: number & 1 });
        line += (number >> 1) + 1;
      }
      line += numbers[++at] + 1;
      entries.push(entry);
    }
    return entries;
  }

  function pairsOf(text, use) {
    var chars = Array.from(text);
    for (var i = 0; i + 1 < chars.length; i += 2) use(chars[i], chars[i + 1], i / 2);
  }

  // 2  Keys and numbers ------------------------------------------------------------------------------------------

  // The signs of publish/search_code.py: the first 64 end a number, the others go before them.
  var STOPPERS = 64;
  var signs = new Int8Array(128);
  for (var code = 0x21, sign = 0; code < 0x7f; code++) {
    if (code !== 0x22 && code !== 0x5c) { signs[code] = sign < STOPPERS ? sign : STOPPERS - 1 - sign; sign++; }
  }
  var CONTINUERS = sign - STOPPERS;

  function decode(text, ascending) {
    var numbers = new Uint32Array(text.length), count = 0, value = 0, sum = 0;
    for (var i = 0; i < text.length; i++) {
      var digit = signs[text.charCodeAt(i)];
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

  function foldChar(char) {
    var key = index.fold.get(char);
    if (key === undefined) key = char;
    var lower = key.toLowerCase();
    return findVariant(lower.length === key.length ? lower : key);
  }

  function findVariant(key) {
    return index.variantMap && index.variantMap.get(key) || key;
  }

  // The keys of a text and, for each, where its character begins and ends in the text (in UTF-16 units).
  function keysOf(text) {
    var keys = [], starts = [], ends = [], at = 0;
    for (var char of text) {
      var key = char === BREAK ? BREAK : foldChar(char);
      if (key) { keys.push(key); starts.push(at); ends.push(at + char.length); }
      at += char.length;
    }
    return { keys: keys, starts: starts, ends: ends };
  }

  function queryKeys(text) {
    return keysOf(text).keys.filter(function (key) { return key !== BREAK; }).slice(0, LONGEST_QUERY);
  }

  // 3  Finding ---------------------------------------------------------------------------------------------------

  // The last key file whose first pair is not behind `pair`.
  function fileOf(pair) {
    var low = 0, high = index.keys.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (index.keys[middle] <= pair) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  function loadKeys(number) {
    return load("k/" + number, index.versions[number], function (part) {
      var lists = part.second.split(" "), file = new Map();
      pairsOf(part.first, function (a, b, i) { file.set(a + b, lists[i]); });
      return file;
    });
  }

  var NOWHERE = new Uint32Array(0);

  function loadPair(pair) {
    var number = fileOf(pair);
    if (number < 0) return Promise.resolve(NOWHERE);
    return loadKeys(number).then(function (file) {
      var list = file.get(pair);
      if (typeof list === "string") file.set(pair, list = decode(list, true));
      return list || NOWHERE;
    });
  }

  // All pairs that begin with one character stand side by side.
  var singles = new Map();
  function loadSingle(char) {
    if (singles.has(char)) return Promise.resolve(singles.get(char));
    var first = fileOf(char + BREAK), last = first;
    if (first < 0) first = 0;
    while (last + 1 < index.keys.length && index.keys[last + 1].startsWith(char)) last++;
    var files = [];
    for (var number = first; number <= last; number++) files.push(loadKeys(number));
    return Promise.all(files).then(function (loaded) {
      var lists = [], total = 0;
      loaded.forEach(function (file) {
        file.forEach(function (list, pair) {
          if (!pair.startsWith(char) || pair === BREAK + BREAK) return;
          if (typeof list === "string") file.set(pair, list = decode(list, true));
          lists.push(list);
          total += list.length;
        });
      });
      var all = new Uint32Array(total), at = 0;
      lists.forEach(function (list) { all.set(list, at); at += list.length; });
      all.sort();
      singles.set(char, all);
      return all;
    });
  }

  // Those of `a` for which `b` holds the number `shift` further on.
  function intersect(a, b, shift) {
    var found = new Uint32Array(Math.min(a.length, b.length)), count = 0, i = 0, j = 0;
    if (a.length * 12 < b.length) {
      for (var low = 0; i < a.length; i++) {
        var wanted = a[i] + shift, high = b.length;
        while (low < high) {
          var middle = (low + high) >> 1;
          if (b[middle] < wanted) low = middle + 1; else high = middle;
        }
        if (low < b.length && b[low] === wanted) found[count++] = a[i];
      }
    } else {
      while (i < a.length && j < b.length) {
        var gap = a[i] + shift - b[j];
        if (gap === 0) { found[count++] = a[i]; i++; j++; } else if (gap < 0) i++; else j++;
      }
    }
    return found.subarray(0, count);
  }

  // Pairs that cover a phrase: every second one, and one in between where the length is odd. Which one is free: the
  // file that is there already, or shared, costs nothing.
  function cover(keys) {
    var best = null, odd = keys.length % 2;
    for (var turn = 0; turn < (odd ? keys.length - 1 : 1); turn += 2) {
      var offsets = [], files = new Set();
      for (var at = 0; at + 1 < keys.length; at += at === turn && odd ? 1 : 2) {
        offsets.push(at);
        var number = fileOf(keys[at] + keys[at + 1]);
        if (!parts.has("k/" + number)) files.add(number);
      }
      if (!best || files.size < best.cost) best = { offsets: offsets, cost: files.size };
    }
    return best.offsets;
  }

  // Where a phrase stands: ascending places of its first character on the line.
  function findPhrase(keys) {
    if (!keys.length) return Promise.resolve(NOWHERE);
    if (keys.length === 1) return loadSingle(keys[0]);
    var offsets = cover(keys);
    if (offsets.length <= ENOUGH_PAIRS) return findPairs(keys, offsets);
    // A few pairs of a long phrase leave few places; there the text itself, which is shown anyway, decides.
    var some = offsets.filter(function (_, i) { return i % Math.ceil(offsets.length / ENOUGH_PAIRS) === 0; });
    return findPairs(keys, some).then(function (places) {
      if (places.length > FEW_PLACES) return findPairs(keys, offsets);
      return Promise.all(Array.from(places, function (place) {
        return clauseAt(place).then(function (clause) {
          var from = place - clause.start, own = clause.keys.slice(from, from + keys.length);
          return own.length === keys.length && own.every(function (key, i) { return findVariant(key) === keys[i]; });
        });
      })).then(function (holds) { return places.filter(function (_, i) { return holds[i]; }); });
    });
  }

  function findPairs(keys, offsets) {
    return Promise.all(offsets.map(function (at) { return loadPair(keys[at] + keys[at + 1]); })).then(function (lists) {
      var order = lists.map(function (_, i) { return i; });
      order.sort(function (a, b) { return lists[a].length - lists[b].length; });
      var found = lists[order[0]], base = offsets[order[0]];
      for (var i = 1; i < order.length && found.length; i++) {
        found = intersect(found, lists[order[i]], offsets[order[i]] - base);
      }
      return base && found.length ? found.map(function (place) { return place - base; }) : found;
    });
  }

  // The words of a query that is not found whole: as it is spaced, or else cut into the longest pieces that exist.
  // Each is {text, as typed, keys}.
  function cutWords(text) {
    var words = text.split(/\s+/).map(readWord).filter(function (word) { return word.keys.length; });
    if (words.length !== 1) return Promise.resolve(words);
    var folded = keysOf(words[0].text), keys = words[0].keys, pieces = [];
    function next(at) {
      if (at >= keys.length || pieces.length > 8) return pieces;
      return longest(at, Math.min(keys.length, at + 16)).then(function (end) {
        if (end) pieces.push(readWord(words[0].text.slice(folded.starts[at], folded.ends[end - 1])));
        return next(end || at + 1);
      });
    }
    function longest(at, end) {
      if (end - at < 2) return Promise.resolve(0);
      return findInPlans(keys.slice(at, end)).then(function (found) { return found.length ? end : longest(at, end - 1); });
    }
    return Promise.resolve(next(0));
  }

  function readWord(text) { return { text: text, keys: queryKeys(text) }; }

  function dropTwins(words) {
    var seen = new Set();
    return words.filter(function (word) {
      var key = word.keys.join("");
      return !seen.has(key) && seen.add(key);
    });
  }

  // Clauses that hold all words, given by the first place in each; those with a place of `listed` are left out. The
  // rarest word leads; in its clauses the others are looked up.
  function findScattered(words, listed) {
    return Promise.all([loadPair(BREAK + BREAK)].concat(words.map(findPhrase))).then(function (lists) {
      var ends = lists.shift(), clause = 0, before = -1, found = [];
      lists.sort(function (a, b) { return a.length - b.length; });
      var at = lists.map(function () { return 0; }), own = listed.map(function () { return 0; });
      function hasPlace(list, pointers, i) {
        pointers[i] = reach(list, clause ? ends[clause - 1] + 1 : 0, pointers[i]);
        return pointers[i] < list.length && list[pointers[i]] < ends[clause];
      }
      lists[0].forEach(function (place) {
        clause = reach(ends, place, clause);
        if (clause === before) return;
        before = clause;
        if (!lists.every(function (list, i) { return hasPlace(list, at, i); })) return;
        if (listed.some(function (list, i) { return hasPlace(list, own, i); })) return;
        found.push(Math.min.apply(null, lists.map(function (list, i) { return list[at[i]]; })));
      });
      return Uint32Array.from(found);
    });
  }

  function loadVariants() {
    return load("variants", index.variants, function (part) {
      index.variantMap = new Map();
      pairsOf(part.first, function (char, to) { index.variantMap.set(char, to); });
    });
  }

  // Places in plans, without those in the glossary.
  function inPlans(places) { return places.subarray(0, reach(places, index.end, 0)); }
  function inEntries(places) { return places.subarray(reach(places, index.end, 0)); }
  function findInPlans(keys) { return findPhrase(keys).then(inPlans); }

  function entryAt(place) {
    return index.entries[last(index.entries, place, function (entry) { return entry.start; })];
  }

  // The names of the glossary that begin at one of `places` and are so long.
  function namesAt(places, length) {
    var names = [];
    inEntries(places).forEach(function (place) {
      var name = entryAt(place).names.find(function (one) { return one.start === place && one.length === length; });
      if (name) names.push(name);
    });
    return names;
  }

  function readName(name) {
    return clauseAt(name.start).then(function (entry) {
      var first = name.start - entry.start;
      return readWord(entry.text.slice(entry.starts[first], entry.ends[first + name.length - 1]));
    });
  }

  // The glossary's entries that a query names, and what else they are called in plans.
  function findTerms(keys, places) {
    var entries = Array.from(new Set(namesAt(places, keys.length).map(function (name) { return entryAt(name.start); })));
    entries = entries.slice(0, CARDS);
    var held = [].concat.apply([], entries.map(function (entry) {
      return entry.names.filter(function (name) { return name.held; });
    }));
    return Promise.all(held.map(readName)).then(function (words) {
      var others = dropTwins([{ text: "", keys: keys }].concat(words)).slice(1, 1 + SYNONYMS);
      return { cards: entries.map(function (entry) { return entry.start; }), names: others };
    });
  }

  // Those of `places` that stand in no clause with one of `listed`, all ascending. Where the ends of clauses are
  // loaded: only if two places are near each other at all.
  function dropListed(places, listed) {
    var at = 0, near = places.some(function (place) {
      at = reach(listed, place - index.longest, at);
      return at < listed.length && listed[at] <= place + index.longest;
    });
    if (!near) return Promise.resolve(places);
    return loadPair(BREAK + BREAK).then(function (ends) {
      var end = 0, before = 0;
      return places.filter(function (place) {
        end = reach(ends, place, end);
        before = reach(listed, end ? ends[end - 1] + 1 : 0, before);
        return before >= listed.length || listed[before] > ends[end];
      });
    });
  }

  function merge(a, b) {
    if (!a.length || !b.length) return a.length ? a : b;
    var both = new Uint32Array(a.length + b.length);
    for (var i = 0, j = 0, at = 0; at < both.length; at++) {
      both[at] = j >= b.length || (i < a.length && a[i] <= b[j]) ? a[i++] : b[j++];
    }
    return both;
  }

  // A query's answer: blocks of places, the whole phrase first, then synonyms, then clauses with all of its words,
  // then entries of the glossary. Each is {kind, words: [keys…], places}; no clause is in two of them. Beside them:
  // `found`, whether the query stands anywhere; `cards`, where the entries that it names begin; `pieces`, words of it
  // that exist.
  function find(text) {
    return loadIndex().then(function () {
      var keys = queryKeys(text), blocks = [];
      blocks.cards = [];
      blocks.pieces = [];
      if (!keys.length) return blocks;
      return findPhrase(keys).then(function (all) {
        var places = inPlans(all), entries = inEntries(all), listed = [all], entryWords = [keys];
        blocks.found = all.length > 0;
        blocks.push({ kind: "phrase", words: [keys], places: places });
        return findTerms(keys, entries).then(function (terms) {
          blocks.cards = terms.cards;
          return Promise.all(terms.names.map(function (one) { return findInPlans(one.keys); })).then(function (lists) {
            return lists.reduce(function (before, found, i) {
              return before.then(function () {
                return listed.reduce(function (rest, list) {
                  return rest.then(function (places) { return dropListed(places, list); });
                }, Promise.resolve(found));
              }).then(function (left) {
                if (left.length) {
                  blocks.push({ kind: "synonym", label: terms.names[i].text, words: [terms.names[i].keys], places: left });
                }
                listed.push(left);
              });
            }, Promise.resolve());
          });
        }).then(function () {
          if (places.length && !/\S\s+\S/.test(text)) return null;
          if (blocks.length > 1 && !/\S\s+\S/.test(text)) return null;
          return cutWords(text).then(function (words) {
            words = dropTwins(words);
            blocks.pieces = words;
            if (words.length < 2) return null;
            var several = words.map(function (word) { return word.keys; });
            return findScattered(several, listed).then(function (found) {
              if (inPlans(found).length) {
                var label = words.map(function (word) { return word.text; }).join("、");
                blocks.push({ kind: "words", label: label, words: several, places: inPlans(found) });
              }
              entryWords = entryWords.concat(several);
              entries = merge(entries, inEntries(found));
            });
          });
        }).then(function () {
          if (entries.length) blocks.push({ kind: "entry", words: entryWords, places: entries });
          return blocks;
        });
      });
    });
  }

  // Phrases that differ from the query in one character: another one, else one more or one less. Asked
  // only where nothing is found. Gives [text, …] as printed, names of the glossary first.
  function findNear(keys) {
    var count = keys.length;
    if (count < 3 || count > 16) return Promise.resolve([]);
    function spell(head, tail, gap) {
      if (head.length + tail.length < 3 || !isCheap(head) || !isCheap(tail)) return Promise.resolve([]);
      return Promise.all([head, tail].map(findPhrase)).then(function (lists) {
        var places = intersect(lists[0], lists[1], head.length + gap).slice(0, NEAR_LOOKS);
        return Promise.all(Array.from(places, function (place) {
          return clauseAt(place).then(function (clause) {
            var first = place - clause.start, last = first + head.length + gap + tail.length - 1;
            return clause.text.slice(clause.starts[first], clause.ends[last]);
          });
        }));
      });
    }
    function spellAll(moves) {
      var tries = [];
      moves.forEach(function (move) { // [keys left out, keys put in]
        for (var i = 1; i + move[0] < count; i++) tries.push(spell(keys.slice(0, i), keys.slice(i + move[0]), move[1]));
      });
      return Promise.all(tries).then(function (found) { return [].concat.apply([], found).filter(isWord); });
    }
    // What only a stop or the end of a cell parts is no word.
    function isWord(text) { return /^[\p{L}\p{N}]+$/u.test(text); }
    // A name of the glossary may also differ at its edge: its length tells where it ends.
    function spellNames() {
      return Promise.all([keys.slice(0, -1), keys.slice(1)].map(findPhrase)).then(function (lists) {
        var names = [].concat.apply([], [count, count - 1].map(function (length) { return namesAt(lists[0], length); }));
        var before = lists[1].map(function (place) { return place - 1; });
        names = names.concat(namesAt(before, count), namesAt(lists[1], count - 1));
        return Promise.all(names.slice(0, NEAR_SHOWN).map(readName));
      });
    }
    return spellNames().then(function (names) {
      return spellAll([[1, 1]]).then(function (found) {
        return names.length || found.length ? found : spellAll([[1, 0], [0, 1]]);
      }).then(function (found) {
        return dropTwins(names.concat(found.map(readWord))).slice(0, NEAR_SHOWN).map(function (word) { return word.text; });
      });
    });
  }

  // One character stands under all pairs that begin with it; of a common one these fill many files.
  function isCheap(keys) {
    return keys.length > 1 || fileOf(keys[0] + "\uffff") - fileOf(keys[0] + BREAK) < 4;
  }

  // The first place in list[low…] that is not before `place`.
  function reach(list, place, low) {
    var step = 1, high = low;
    while (high < list.length && list[high] < place) { low = high + 1; high += step; step *= 2; }
    high = Math.min(high, list.length);
    while (low < high) {
      var middle = (low + high) >> 1;
      if (list[middle] < place) low = middle + 1; else high = middle;
    }
    return low;
  }

  // Places → plans in order of worth: titles, then headings, then how often. `admits` chooses among the works.
  // A page's titles, headings and texts are stretches of the line, so places are cut, never looked at one by one.
  function group(places, admits) {
    var plans = new Map(), i = 0;
    while (i < places.length) {
      var number = last(index.pages, places[i], function (one) { return one.start; }), page = index.pages[number];
      var end = index.pages[number + 1].start;
      var headings = reach(places, page.headings, i), texts = reach(places, page.body, headings);
      var next = reach(places, end, texts);
      if (!admits || admits(index.works[page.work])) {
        var plan = plans.get(page.work);
        if (!plan) plans.set(page.work, plan = { work: page.work, titles: [], headings: [], texts: [], named: 0, count: 0 });
        if (i < headings) plan.titles.push(places.subarray(i, headings));
        if (headings < texts) plan.headings.push(places.subarray(headings, texts));
        if (texts < next) plan.texts.push(places.subarray(texts, next));
        plan.named += texts - headings;
        plan.count += next - i;
      }
      i = next;
    }
    return Array.from(plans.values()).sort(function (a, b) {
      return (!!b.titles.length - !!a.titles.length) || (Math.min(b.named, 3) - Math.min(a.named, 3)) ||
        (b.count - a.count) || (a.work - b.work);
    });
  }

  // 4  Clauses ---------------------------------------------------------------------------------------------------

  function last(list, place, of) {
    var low = 0, high = list.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (of(list[middle]) <= place) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  function loadText(number) {
    return load(index.files[number][0], index.files[number][1], function (part) {
      var paths = part.first[0], at = index.texts[number], slot = at < index.end ? index.slot : 1;
      return part.first[1].map(function (record) {
        var folded = keysOf(record[3]);
        var clause = { anchor: record[0], citation: record[1], path: paths[record[2]], text: record[3],
                       start: at, keys: folded.keys, starts: folded.starts, ends: folded.ends };
        at += Math.ceil((folded.keys.length + 1) / slot) * slot;
        return clause;
      });
    });
  }

  function clauseAt(place) {
    var number = last(index.texts, place, function (start) { return start; });
    return loadText(number).then(function (clauses) {
      var clause = clauses[last(clauses, place, function (one) { return one.start; })];
      clause.page = index.pages[last(index.pages, place, function (page) { return page.start; })];
      return clause;
    });
  }

  // Takes up to `count` clauses from places[from…]; places in one clause are taken together.
  function takeClauses(places, from, count) {
    for (var ahead = from; ahead < Math.min(places.length, from + count); ahead++) clauseAt(places[ahead]).catch(ignore);
    var found = [];
    function next(at) {
      if (at >= places.length || found.length >= count) return Promise.resolve({ found: found, next: at });
      return clauseAt(places[at]).then(function (clause) {
        var end = clause.start + clause.keys.length, own = [];
        while (at < places.length && places[at] <= end) own.push(places[at++]);
        found.push({ clause: clause, places: own });
        return next(at);
      });
    }
    return next(from);
  }

  function ignore() {}

  // Calls use(first, last) for each place where a word stands in a line of keys.
  function eachOf(keys, word, use) {
    for (var at = keys.indexOf(word[0]); at >= 0; at = keys.indexOf(word[0], at + 1)) {
      var n = 1;
      while (n < word.length && keys[at + n] === word[n]) n++;
      if (n === word.length) use(at, at + n - 1);
    }
  }

  // Where words stand in a clause, as [start, end) in its text, in order and without overlaps.
  function spansIn(clause, words) {
    // The file of variants may have come after the clause.
    var keys = index.variantMap ? clause.keys.map(findVariant) : clause.keys, spans = [];
    words.forEach(function (word) {
      eachOf(keys, word, function (first, last) { spans.push([clause.starts[first], clause.ends[last]]); });
    });
    spans.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
    return spans.reduce(function (kept, span) {
      var before = kept[kept.length - 1];
      if (before && span[0] < before[1]) before[1] = Math.max(before[1], span[1]); else kept.push(span);
      return kept;
    }, []);
  }

  // 5  The dialog ------------------------------------------------------------------------------------------------

  var WORDS = {
    label: "搜索规划全文", field: "搜索词", clear: "清空", close: "关闭", plan: "规划", year: "年份", issuer: "发文机关", all: "全部",
    hint: "可搜词语、整句或其中几个字；繁体简体、全角半角、大小写不论，术语的缩写和别名一并查找。用空格隔开几个词，也列出同一条里各词俱全的条款。",
    keys: "↑ ↓ 选择　Enter 打开　Esc 关闭",
    loading: "正在搜索……",
    count: function (hits, plans) { return "找到 " + hits + " 处，见于 " + plans + " 部规划"; },
    scattered: function (count) { return "另有 " + count + " 条含有其中各词"; },
    none: function (text) { return "没有条款含有“" + text + "”"; },
    noneHere: function (text) { return "所选范围内没有条款含有“" + text + "”"; },
    synonyms: function (hits, plans) { return "同义词 " + hits + " 处，见于 " + plans + " 部规划"; },
    near: "是否要找：",
    pieces: "其中这些文字是有的：",
    adviceLong: "可以少输几个字，只留关键的词，或用空格把词隔开。",
    adviceShort: "可以换一种说法，或者核对用字。",
    unfilter: "取消筛选",
    anyOf: { plan: "不限规划", year: "不限年份", issuer: "不限机关" },
    counted: function (text, count) { return text + "（" + count + " 处）"; },
    filtered: "放宽筛选则有：",
    browse: "浏览全部规划",
    glossary: "查阅术语表",
    entry: "术语",
    entries: "术语表中提到此词的条目",
    also: "又作：",
    more: "再列几条",
    morePlans: function (count) { return "其余 " + count + " 部规划"; },
    hits: function (count) { return count + " 处"; },
    clauses: function (count) { return count + " 条"; },
    blocks: {
      synonym: function (block) { return "同义：" + block.label; },
      words: function (block) { return "同一条中含有：" + block.label; }
    },
    failed: "索引没有载入。请检查网络后重试。",
    renewed: "站点刚刚更新，请刷新页面后再搜。",
    top: "页首"
  };

  var FILTERS = ["plan", "year", "issuer"];
  var ui = null, opened = null, asked = "", turn = 0;

  function make(tag, className, text) {
    var element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function makeDialog() {
    var dialog = make("dialog", "plan-search");
    dialog.setAttribute("aria-label", WORDS.label);
    var form = make("form", "plan-search__form");
    form.setAttribute("role", "search");
    var input = make("input", "plan-search__input");
    input.type = "search";
    input.name = "q";
    input.placeholder = WORDS.label;
    ["autocomplete", "autocorrect", "autocapitalize"].forEach(function (name) { input.setAttribute(name, "off"); });
    input.spellcheck = false;
    input.enterKeyHint = "search";
    input.setAttribute("aria-label", WORDS.field);
    input.setAttribute("aria-describedby", "plan-search-status");
    var close = make("button", "plan-search__close", WORDS.close);
    close.type = "button";
    var filters = make("div", "plan-search__filters");
    var selects = {};
    FILTERS.forEach(function (name) {
      var label = make("label", "plan-search__filter");
      label.appendChild(make("span", "", WORDS[name]));
      selects[name] = make("select");
      label.appendChild(selects[name]);
      filters.appendChild(label);
      selects[name].addEventListener("change", show);
    });
    filters.hidden = true;
    var status = make("p", "plan-search__status");
    status.id = "plan-search-status";
    status.setAttribute("role", "status");
    var results = make("div", "plan-search__results");
    form.append(input, close);
    dialog.append(form, filters, status, results, make("p", "plan-search__keys", WORDS.keys));
    document.body.appendChild(dialog);
    ui = { dialog: dialog, input: input, filters: filters, selects: selects, status: status, results: results };

    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var link = results.querySelector("a.plan-search__hit") || results.querySelector("a.plan-search__term");
      if (input.value === asked && link && !ui.busy) link.click(); else ask();
    });
    close.addEventListener("click", shut);
    dialog.addEventListener("click", function (event) { if (event.target === dialog) shut(); });
    dialog.addEventListener("close", function () {
      document.documentElement.classList.remove("plan-search-open");
      if (opened && opened.isConnected) opened.focus({ preventScroll: true });
    });
    dialog.addEventListener("keydown", moveByKey);
    // Input methods write Latin letters before they write characters; those are nobody's question.
    input.addEventListener("input", function (event) { if (!event.isComposing) askSoon(); });
    input.addEventListener("compositionend", askSoon);
    results.addEventListener("click", follow);
    rest();
  }

  function open(query, opener) {
    if (!ui) makeDialog();
    opened = opener || document.activeElement;
    if (!ui.dialog.open) ui.dialog.showModal();
    document.documentElement.classList.add("plan-search-open");
    if (query) { ui.input.value = query; ask(); }
    ui.input.focus();
    ui.input.select();
    loadIndex().catch(ignore);
  }

  // Where nothing had the focus before, it stays in the closed dialog until the next frame, and would swallow a "/".
  function shut() {
    ui.dialog.close();
    if (ui.dialog.contains(document.activeElement)) document.activeElement.blur();
  }

  function moveByKey(event) {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") { // in a search field it would only empty the field
      event.preventDefault();
      shut();
      return;
    }
    var step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!step || event.target.tagName === "SELECT") return;
    var stops = [ui.input].concat(Array.from(ui.results.querySelectorAll("a, button")));
    var at = stops.indexOf(document.activeElement) + step;
    event.preventDefault();
    if (at >= 0 && at < stops.length) stops[at].focus();
  }

  var timer = 0;
  function askSoon() {
    clearTimeout(timer);
    // One character is mostly a beginning, and has the most hits of all.
    timer = setTimeout(ask, Array.from(ui.input.value.trim()).length < 2 ? 350 : 120);
  }

  function rest() {
    ui.filters.hidden = true;
    ui.status.textContent = "";
    ui.results.replaceChildren(make("p", "plan-search__hint", WORDS.hint));
  }

  var answer = null;

  function ask() {
    clearTimeout(timer);
    var text = ui.input.value.trim(), mine = ++turn;
    asked = ui.input.value;
    if (!text) { answer = null; rest(); return; }
    ui.busy = true;
    var slow = setTimeout(function () { if (mine === turn) ui.status.textContent = WORDS.loading; }, 300);
    find(text).catch(function (error) {
      if (error.message !== "version") throw error;
      forgetIndex();
      return find(text);
    }).then(function (blocks) {
      clearTimeout(slow);
      if (mine !== turn) return;
      return (blocks.found ? Promise.resolve([]) : findNear(queryKeys(text))).then(function (near) {
        if (mine !== turn) return null;
        answer = { text: text, blocks: blocks, near: near };
        fillFilters(blocks);
        return show();
      });
    }).catch(function (error) {
      clearTimeout(slow);
      if (mine === turn) fail(error);
    });
  }

  function fail(error) {
    ui.busy = false;
    ui.filters.hidden = true;
    ui.status.textContent = error.message === "version" ? WORDS.renewed : WORDS.failed;
    ui.results.replaceChildren();
  }

  function fillFilters(blocks) {
    var works = new Map();
    blocks.filter(isOfPlans).forEach(function (block) {
      group(block.places).forEach(function (plan) { works.set(plan.work, (works.get(plan.work) || 0) + plan.count); });
    });
    var years = new Map(), issuers = new Map(), plans = [];
    works.forEach(function (count, number) {
      var work = index.works[number];
      plans.push([work.name, work.title, count]);
      if (work.year) years.set(work.year, (years.get(work.year) || 0) + count);
      work.issuers.forEach(function (name) { issuers.set(name, (issuers.get(name) || 0) + count); });
    });
    function byCount(a, b) { return b[2] - a[2]; }
    fillSelect("plan", plans.sort(byCount));
    fillSelect("year", Array.from(years, function (entry) {
      return [String(entry[0]), String(entry[0]), entry[1]];
    }).sort(function (a, b) { return b[0] - a[0]; }));
    fillSelect("issuer", Array.from(issuers, function (entry) { return [entry[0], entry[0], entry[1]]; }).sort(byCount));
    ui.filters.hidden = works.size < 2 && !isFiltered();
  }

  function fillSelect(name, entries) {
    var select = ui.selects[name], chosen = select.value;
    select.replaceChildren(new Option(WORDS.all, ""));
    entries.forEach(function (entry) { select.add(new Option(entry[1] + "（" + entry[2] + "）", entry[0])); });
    // A choice stays, also while a query has nothing there: the message then tells.
    if (chosen && !entries.some(function (entry) { return entry[0] === chosen; })) {
      var work = index.works.find(function (one) { return one.name === chosen; });
      select.add(new Option((name === "plan" && work ? work.title : chosen) + "（0）", chosen));
    }
    select.value = chosen;
  }

  function isFiltered() {
    return FILTERS.some(function (name) { return ui.selects[name].value; });
  }

  // Whether the filters let a work through, those of `without` left aside.
  function admits(work, without) {
    function value(name) { return without && without.indexOf(name) >= 0 ? "" : ui.selects[name].value; }
    var plan = value("plan"), year = value("year"), issuer = value("issuer");
    return (!plan || work.name === plan) && (!year || String(work.year) === year) &&
      (!issuer || work.issuers.indexOf(issuer) >= 0);
  }

  function isOfPlans(block) { return block.kind !== "entry"; }

  function show() {
    if (!answer) return Promise.resolve();
    var mine = turn, body = document.createDocumentFragment(), left = SHOWN, drawn = [];
    var counts = { phrase: 0, synonym: 0, words: 0 }, works = { phrase: new Set(), synonym: new Set(), words: new Set() };
    var cards = make("div", "plan-search__cards"), offers = make("div", "plan-search__nothing");
    body.append(cards, offers);
    drawn.push(function () { return drawCards(cards); });
    answer.blocks.filter(isOfPlans).forEach(function (block) {
      var plans = group(block.places, admits);
      if (!plans.length) return;
      plans.forEach(function (plan) { works[block.kind].add(plan.work); counts[block.kind] += plan.count; });
      if (WORDS.blocks[block.kind]) {
        body.appendChild(make("h2", "plan-search__block", WORDS.blocks[block.kind](block)));
      }
      var list = make("div", "plan-search__plans");
      body.appendChild(list);
      drawn.push(drawPlans(list, block, plans, function () { return left; }, function (count) { left -= count; }));
    });
    var entries = answer.blocks.find(function (block) { return !isOfPlans(block); });
    if (entries && !isFiltered()) {
      var section = make("section", "plan-search__entries");
      body.appendChild(section);
      drawn.push(function () { return drawEntries(section, entries); });
    }
    return drawn.reduce(function (before, draw) { return before.then(draw); }, Promise.resolve()).then(function () {
      if (mine !== turn) return;
      ui.busy = false;
      var none = isFiltered() ? WORDS.noneHere : WORDS.none;
      var told = [counts.phrase ? WORDS.count(counts.phrase, works.phrase.size) : none(answer.text)];
      if (counts.synonym) told.push(WORDS.synonyms(counts.synonym, works.synonym.size));
      if (counts.words) told.push(WORDS.scattered(counts.words));
      ui.status.textContent = told.join("；");
      if (!counts.phrase && !counts.synonym) fillOffers(offers, counts.words);
      if (!offers.firstChild) offers.remove();
      if (!cards.firstChild) cards.remove();
      ui.results.replaceChildren(body);
      ui.results.scrollTop = 0;
    });
  }

  // Draws plans as long as places are left, and a button for the rest.
  function drawPlans(list, block, plans, left, spend) {
    return function draw() {
      function next(at) {
        if (at >= plans.length) return Promise.resolve();
        if (left() <= 0) {
          list.appendChild(makeMore(WORDS.morePlans(plans.length - at), function () {
            var rest = SHOWN, before = list.children.length, more = this;
            drawPlans(list, block, plans.slice(at), function () { return rest; }, function (n) { rest -= n; })()
              .then(function () { more.remove(); focusFirst(list.children[before - 1]); }).catch(fail);
          }));
          return Promise.resolve();
        }
        var fair = plans.length - at > 1 ? SHOWN_OF_A_PLAN : left();
        return drawPlan(list, block, plans[at], Math.min(left(), fair)).then(function (count) {
          spend(count);
          return next(at + 1);
        });
      }
      // All of the first plans' texts at once, not one plan after the other.
      plans.slice(0, Math.ceil(left() / SHOWN_OF_A_PLAN)).forEach(function (plan) {
        placesOf(plan).subarray(0, SHOWN_OF_A_PLAN).forEach(function (place) { clauseAt(place).catch(ignore); });
      });
      return next(0);
    };
  }

  function placesOf(plan) {
    if (!plan.places) {
      var at = 0;
      plan.places = new Uint32Array(plan.count);
      plan.titles.concat(plan.headings, plan.texts).forEach(function (part) { plan.places.set(part, at); at += part.length; });
    }
    return plan.places;
  }

  function focusFirst(element) {
    var link = element && element.querySelector("a");
    if (link) link.focus();
  }

  function drawPlan(list, block, plan, count) {
    var work = index.works[plan.work], section = make("section", "plan-search__plan");
    var title = make("h3", "plan-search__title"), link = make("a", "", work.title);
    link.href = address(work, "", "", []);
    title.appendChild(link);
    var by = work.issuers.length > 1 ? work.issuers[0] + "等" + work.issuers.length + "个机关" : work.issuers[0];
    section.append(title, make("p", "plan-search__about",
      [work.year ? work.year + "年" : "", by || "", block.kind === "words" ? WORDS.clauses(plan.count) : WORDS.hits(plan.count)].filter(Boolean).join("　")));
    var items = make("ol", "plan-search__hits"), places = placesOf(plan), at = 0;
    section.appendChild(items);
    list.appendChild(section);
    function add(number) {
      return takeClauses(places, at, number).then(function (taken) {
        at = taken.next;
        taken.found.forEach(function (one) { items.appendChild(drawClause(one, block, work)); });
        return taken.found.length;
      });
    }
    return add(count).then(function (drawn) {
      if (at < places.length) {
        section.appendChild(makeMore(WORDS.more, function () {
          var before = items.children.length, more = this;
          add(SHOWN).then(function () {
            if (at >= places.length) more.remove();
            focusFirst(items.children[before]);
          }).catch(fail);
        }));
      }
      return drawn;
    });
  }

  function address(work, page, anchor, printed) {
    var path = BASE + "plans/" + work.name + "/" + (page ? page + "/" : "");
    if (location.protocol === "file:") path += "index.html";
    var query = printed.map(function (words) { return "q=" + encodeURIComponent(words); }).join("&");
    return path + (query ? "?" + query : "") + (anchor ? "#" + anchor : "");
  }

  var BEFORE = 26, AFTER = 84; // characters around the first mark of a snippet

  function drawClause(one, block, work) {
    var clause = one.clause, spans = spansIn(clause, block.words), text = clause.text;
    var printed = Array.from(new Set(spans.map(function (span) { return text.slice(span[0], span[1]); })));
    var item = make("li"), link = make("a", "plan-search__hit");
    link.href = address(work, clause.page.path, clause.anchor, printed.slice(0, 6));
    var head = make("span", "plan-search__where");
    head.appendChild(make("b", "", clause.citation || WORDS.top));
    // On an annex's page the first heading is the annex, which the citation names.
    var headings = clause.page.path && clause.path.length > 1 ? clause.path.slice(1) : clause.path;
    if (headings.length) {
      var path = headings.map(function (part) { return part.replace(/[。：，；:,.;]$/, ""); }).join(" › ");
      head.append(" ", make("span", "", path));
      head.title = path;
    }
    link.append(head, drawText(text, spans, fragmentsOf(text, spans, block.words.length > 1)));
    item.appendChild(link);
    return item;
  }

  // Pieces of a text with the marks in them; what is left out shows as dots.
  function drawText(text, spans, pieces) {
    var snippet = make("span", "plan-search__text"), at = 0;
    pieces.forEach(function (piece) {
      if (piece[0] > at) snippet.append("……");
      at = piece[0];
      spans.forEach(function (span) {
        if (span[0] < at || span[1] > piece[1]) return;
        snippet.append(plain(text.slice(at, span[0])), make("mark", "", plain(text.slice(span[0], span[1]))));
        at = span[1];
      });
      snippet.append(plain(text.slice(at, piece[1])));
      at = piece[1];
    });
    if (at < text.length) snippet.append("……");
    return snippet;
  }

  // Entries that the query names: in front of the clauses, and small.
  function drawCards(box) {
    return Promise.all(answer.blocks.cards.map(clauseAt)).then(function (entries) {
      entries.forEach(function (entry) { box.appendChild(drawEntry(entry, [])); });
    });
  }

  // The other entries that hold the query, behind the clauses: those with it in a name first.
  function drawEntries(section, block) {
    var named = new Set(), mentioned = new Set(), at = 0, items = make("ol", "plan-search__hits");
    block.places.forEach(function (place) {
      var entry = entryAt(place), name = entry.names[entry.names.length - 1];
      (place < name.start + name.length ? named : mentioned).add(entry.start);
    });
    var starts = Array.from(new Set([...named, ...mentioned])).filter(function (start) {
      return answer.blocks.cards.indexOf(start) < 0;
    });
    function add(number) {
      return Promise.all(starts.slice(at, at += number).map(clauseAt)).then(function (entries) {
        entries.forEach(function (entry) {
          var item = make("li");
          item.appendChild(drawEntry(entry, block.words));
          items.appendChild(item);
        });
      });
    }
    if (!starts.length) { section.remove(); return Promise.resolve(); }
    return add(ENTRIES_SHOWN).then(function () {
      section.append(make("h2", "plan-search__block", WORDS.entries), items);
      if (at >= starts.length) return;
      section.appendChild(makeMore(WORDS.more, function () {
        var before = items.children.length, more = this;
        add(SHOWN).then(function () {
          if (at >= starts.length) more.remove();
          focusFirst(items.children[before]);
        }).catch(fail);
      }));
    });
  }

  function makeMore(text, act) {
    var more = make("button", "plan-search__more", text);
    more.type = "button";
    more.addEventListener("click", act);
    return more;
  }

  // An entry's text is its names, the English and the definition, each a cell.
  function drawEntry(entry, words) {
    var cells = entry.text.split(BREAK), definition = cells.pop(), english = cells.pop();
    var link = make("a", "plan-search__term"), head = make("span", "plan-search__where");
    link.href = BASE + "glossary/" + entry.anchor + "/" + (location.protocol === "file:" ? "index.html" : "");
    function part(name, text, isLong) {
      var spans = spansIn(keysOf(text), words);
      var drawn = drawText(text, spans, isLong && spans.length ? fragmentsOf(text, spans, false) : [[0, text.length]]);
      drawn.className = name;
      return drawn;
    }
    var name = part("plan-search__name", entry.citation);
    head.append(make("span", "plan-search__kind", WORDS.entry), name);
    if (english) {
      var foreign = part("plan-search__english", english);
      foreign.lang = "en";
      head.append(" ", foreign);
    }
    link.appendChild(head);
    var others = cells.filter(function (form) { return entry.citation.indexOf(form) < 0; });
    if (others.length) link.appendChild(part("plan-search__also", WORDS.also + others.join("、")));
    link.appendChild(part("plan-search__text plan-search__definition", definition, true));
    return link;
  }

  // The stretches of a text that its snippet shows: from before the first mark on; with several words, around the
  // first place of each.
  function fragmentsOf(text, spans, several) {
    var seen = new Set(), pieces = [];
    spans.forEach(function (span) {
      var word = text.slice(span[0], span[1]);
      if (seen.has(word) || (seen.size && !several)) return;
      seen.add(word);
      var from = span[0] - (several ? BEFORE / 2 : BEFORE), to = Math.max(span[1], span[0] + (several ? AFTER / 2 : AFTER));
      if (from < 8) from = 0;
      if (text.length - to < 8) to = text.length;
      if (isTrail(text, from)) from--;
      if (isTrail(text, to)) to++;
      var before = pieces[pieces.length - 1];
      if (before && from <= before[1] + 4) before[1] = Math.max(before[1], to); else pieces.push([from, to]);
    });
    // No mark is cut in two.
    pieces.forEach(function (piece) {
      spans.forEach(function (span) { if (span[0] < piece[1] && span[1] > piece[1]) piece[1] = span[1]; });
    });
    return pieces.length ? pieces : [[0, Math.min(text.length, AFTER)]];
  }

  function plain(text) { return text.split(BREAK).join("　|　"); }
  function isTrail(text, at) { return (text.charCodeAt(at) & 0xfc00) === 0xdc00; }

  // What helps where neither the query nor another name of it is found: without a filter, in another spelling, in
  // part. `scattered` clauses with all of its words may follow.
  function fillOffers(box, scattered) {
    function chip(text, act) {
      var one = make("button", "plan-search__chip", text);
      one.type = "button";
      one.addEventListener("click", act);
      return one;
    }
    function line(text, chips) {
      if (!chips.length) return;
      var paragraph = make("p", "", text);
      chips.forEach(function (one) { paragraph.append(" ", one); });
      box.appendChild(paragraph);
    }
    function querying(text) {
      return chip(text, function () { ui.input.value = text; ask(); ui.input.focus(); });
    }
    var all = answer.blocks.filter(isOfPlans).filter(function (block) { return block.places.length; });
    function count(without) {
      return all.reduce(function (sum, block) {
        return group(block.places, function (work) { return admits(work, without); }).reduce(function (part, plan) {
          return part + plan.count;
        }, sum);
      }, 0);
    }
    function dropping(names, text) {
      var left = isFiltered() && !scattered ? count(names) : 0;
      return left ? [chip(WORDS.counted(text, left), function () {
        names.forEach(function (name) { ui.selects[name].value = ""; });
        show().catch(fail);
        ui.input.focus();
      })] : [];
    }
    var set = FILTERS.filter(function (name) { return ui.selects[name].value; });
    var single = set.length > 1 ? set : [];
    line(WORDS.filtered, single.map(function (name) { return dropping([name], WORDS.anyOf[name]); })
      .concat([dropping(set, WORDS.unfilter)]).flat());
    if (box.firstChild) return;
    line(WORDS.near, answer.near.map(querying));
    if (scattered) return;
    var pieces = dropTwins(answer.near.map(readWord).concat(answer.blocks.pieces)).slice(answer.near.length);
    line(WORDS.pieces, pieces.map(function (word) { return querying(word.text); }));
    var advice = make("p", "", Array.from(answer.text).length > 4 ? WORDS.adviceLong : WORDS.adviceShort);
    var browse = make("a", "", WORDS.browse), terms = make("a", "", WORDS.glossary);
    browse.href = BASE + "plans/" + (location.protocol === "file:" ? "index.html" : "");
    terms.href = BASE + "glossary/" + (location.protocol === "file:" ? "index.html" : "");
    var way = make("p");
    way.append(browse);
    if (index.entries.length) way.append("　", terms);
    box.append(advice, way);
  }

  // A hit on this very page needs no new one.
  function follow(event) {
    var link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
    var target = new URL(link.href);
    if (target.origin !== location.origin || target.pathname !== location.pathname) return;
    event.preventDefault();
    opened = null;
    shut();
    if (location.hash === target.hash) history.replaceState(null, "", location.pathname);
    location.hash = target.hash;
    mark(target.searchParams.getAll("q"), target.hash.slice(1));
  }

  // 6  Marks on the page -----------------------------------------------------------------------------------------

  var BLOCKS = "p, li, td, th, caption, h1, h2, h3, h4, h5, h6, blockquote, dt, dd";

  // The article's text as keys, each with the node and place that it comes from. A block ends a phrase.
  function readArticle(article) {
    var walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    var keys = [], from = [], before = null;
    for (var node = walker.nextNode(); node; node = walker.nextNode()) {
      var parent = node.parentElement;
      if (parent.closest("script, style, .editorial")) continue;
      var block = parent.closest(BLOCKS);
      if (block !== before) { keys.push(BREAK); from.push(null); before = block; }
      var folded = keysOf(node.data);
      for (var i = 0; i < folded.keys.length; i++) {
        if (folded.keys[i] === BREAK) continue;
        keys.push(folded.keys[i]);
        from.push([node, folded.starts[i], folded.ends[i]]);
      }
    }
    return { keys: keys, from: from };
  }

  function rangesOf(words) {
    var article = document.querySelector("article");
    if (!article) return [];
    var read = readArticle(article), ranges = [];
    words.map(queryKeys).forEach(function (word) {
      if (!word.length) return;
      eachOf(read.keys, word, function (first, last) {
        var range = document.createRange();
        range.setStart(read.from[first][0], read.from[first][1]);
        range.setEnd(read.from[last][0], read.from[last][2]);
        ranges.push(range);
      });
    });
    return ranges.sort(function (a, b) { return a.compareBoundaryPoints(Range.START_TO_START, b); });
  }

  function mark(words, anchor) {
    if (!words.length) return Promise.resolve();
    return loadIndex().then(function () {
      // The page may be in the other script than the words.
      return index.variants && !index.variantMap ? loadVariants() : null;
    }).then(function () {
      var ranges = rangesOf(words);
      if (window.CSS && CSS.highlights && window.Highlight) {
        CSS.highlights.set("plan-search", new Highlight(...ranges));
      } else {
        markByElement(ranges);
      }
      scrollTo(ranges, anchor && document.getElementById(anchor));
      window.planSearch.marked = ranges.length;
    }).catch(ignore);
  }

  // Browsers before 2025 have no highlights without elements. Back to front, so that no range loses its nodes.
  function markByElement(ranges) {
    ranges.slice().reverse().forEach(function (range) {
      if (range.startContainer !== range.endContainer) return;
      range.surroundContents(make("mark", "plan-search-mark"));
    });
  }

  // The clause stands at its anchor; in a long one, or in a table, the phrase may be further down.
  function scrollTo(ranges, target) {
    if (!target) return;
    var hit = ranges.find(function (range) {
      return target.compareDocumentPosition(range.startContainer) &
        (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY);
    });
    if (!hit) return;
    target.scrollIntoView();
    var box = hit.getBoundingClientRect();
    if (box.bottom > innerHeight - 40) {
      hit.startContainer.parentElement.closest(BLOCKS + ", tr").scrollIntoView({ block: "center" });
      box = hit.getBoundingClientRect();
      if (box.bottom > innerHeight - 20 || box.top < 60) scrollBy(0, box.top - innerHeight / 2);
    }
  }

  window.planSearch = { add: add, open: open, mark: mark, find: find, group: group, clauseAt: clauseAt,
                        ready: loadIndex };

  function nameOf(hash) {
    // What follows # may be anything; a lone % is no escape.
    try { return decodeURIComponent(hash.slice(1)); } catch (error) { return ignore(error) || hash.slice(1); }
  }

  // Words that the address brings are marked, then taken out of it: what a reader copies is the clause's own address.
  var brought = new URLSearchParams(location.search).getAll("q");
  if (brought.length) {
    mark(brought, nameOf(location.hash)).then(function () {
      try { history.replaceState(null, "", location.pathname + location.hash); } catch (error) { ignore(error); }
    });
  }
})();
