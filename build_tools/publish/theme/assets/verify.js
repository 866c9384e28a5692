{%- from ".scripts/plain.js" import join -%}
/*
 * Whether quotations stand in the works, word for word. Loaded on verify/ alone.
 *
 * The verdicts are those of build_tools/quoting/verify.py, and the functions in part 3 are its functions. The search's
 * index tells which works to load (build_tools/publish/clause_scripts.py): scripts, for file://. Nothing pasted leaves
 * the page.
 *
 *   1  Texts of works      2  Where to look      3  Judging      4  The page
 */
(function () {
  "use strict";

{{ join(["load"]) }}
  var SAID = {
    verbatim: "一字不差", differs: "有出入", absent: "本库没有",
    wording: "文字", punctuation: "标点", width: "全角半角",
    nothing: "（无）", at: "见", through: "至", hash: "散列值", others: "另见：", looking: "正在核对……",
    empty: "请贴入要核对的引文。", short: "没有文字", long: "超过5000字，请分段核对",
    failed: "文字没有载入。请检查网络，或刷新页面后重试。",
    told: function (counts) {
      return "共" + counts.all + "条：一字不差" + counts.verbatim + "条，有出入" + counts.differs + "条，本库没有" + counts.absent + "条。";
    }
  };
"zh-Hans";

  var LONGEST = 5000, LEAST = 8; // characters of a quotation; of wording between quotation marks
  var ALIKE = 0.6, PIECES = [2, 4], SHORTEST = 3, CANDIDATES = 40, NEAREST = 4, MOST = 200, OTHERS = 20, HEADING = 80, SENTENCE = 4;
  var PIECE = 6, FIRST_PIECES = 4, MOST_PIECES = 8, MOST_WORKS = 4;
  var GAP = /(?:\u2026|\u22ef|\.{3,}|\u3002{3,})+/g;
  var WORD = /[\p{L}\p{N}%\u2030]/u;
  var NUMERALS = "\u3007\u96f6\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\u5343\u4e07\u4ebf\u4e24";
  var KINDS = ["wording", "punctuation", "width"];
  // Verdicts and hashes are of the text as it is printed, which the first tree shows.
  var ROOT = new URL("../", ASSETS).href;

  // 1  Texts of works --------------------------------------------------------------------------------------------

  var search = null, index = null, simple = null, works = new Map();

  async function start() {
    if (!search) {
      if (!(window.planSearch || {}).open) await loadScript(ASSETS + "search.js");
      search = window.planSearch;
    }
    await search.ready();
    index = search.index();
    if (!simple) simple = new Set(await search.listSimple());
  }

  function fetchWork(name) {
    if (!works.has(name)) {
      var loading = loadClauses(name).then(function (data) { return prepare(name, data); });
      works.set(name, loading);
      loading.catch(function () { works.delete(name); });
    }
    return works.get(name);
  }

  function prepare(name, data) {
    var clauses = [];
    data.pages.forEach(function (page) {
      page[1].forEach(function (record) {
        var one = readText(record[4]);
        one.work = name;
        one.title = data.title;
        one.page = page[0];
        one.name = page[0] === record[0] ? "" : record[0];
        one.kind = record[1];
        one.citation = record[2];
        one.hash = record[6];
        clauses.push(one);
      });
    });
    return clauses;
  }

  // Width and script folded, as build_tools/quoting/wording.py does; a blank stands where one goes away.
  function foldWidth(char) {
    var folded = index.fold.get(char);
    return folded === undefined ? char : folded || " ";
  }
  function foldScript(char) { return index.variants.get(char) || char; }
  function fold(char) { return foldWidth(foldScript(char)); }
  function isWord(key) { return key !== "_" && WORD.test(key); }

  function readText(text) {
    var letters = Array.from(text), keys = letters.map(fold), places = [];
    keys.forEach(function (key, place) { if (isWord(key)) places.push(place); });
    var words = places.map(function (place) { return keys[place].length > 1 ? "\ue000" : keys[place]; }).join("");
    return { letters: letters, keys: keys, places: places, words: words };
  }

  function isFigure(char) { return char >= "0" && char <= "9" && char.length === 1; }

  // Whether the number on one side of an offset goes on behind it.
  function cutsNumber(letters, place) {
    var before = letters.slice(Math.max(0, place - 2), place).map(foldWidth), after = letters.slice(place, place + 2).map(foldWidth);
    if (!before.length || !after.length) return false;
    var last = before[before.length - 1], first = after[0];
    if (NUMERALS.includes(last) && NUMERALS.includes(first)) return true;
    if (last === "." || last === ",") return isFigure(before[0]) && isFigure(first);
    if (first === "." || first === ",") return isFigure(last) && isFigure(after[after.length - 1]);
    return isFigure(last) && (isFigure(first) || first === "%" || first === "\u2030");
  }

  // All works that are looked at, on one line of wording.
  function Texts(lists) {
    var self = this, words = [], length = 0;
    this.clauses = []; this.starts = []; this.bounds = new Map();
    lists.forEach(function (clauses) {
      var begin = length;
      clauses.forEach(function (clause) {
        self.clauses.push(clause);
        self.starts.push(length);
        words.push(clause.words);
        length += clause.words.length;
      });
      if (clauses.length) self.bounds.set(clauses[0].work, [begin, length]);
      words.push("\n");
      length++;
    });
    this.line = words.join("");
  }
  Texts.prototype.clauseAt = function (place) {
    var low = 0, high = this.starts.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (this.starts[middle] <= place) low = middle + 1; else high = middle;
    }
    return low - 1;
  };
  Texts.prototype.sign = function (place) {
    var number = this.clauseAt(place);
    return { clause: number, offset: this.clauses[number].places[place - this.starts[number]] };
  };
  Texts.prototype.widen = function (start, end) {
    for (var first; first = this.sign(start), cutsNumber(this.clauses[first.clause].letters, first.offset);) start--;
    for (var last; last = this.sign(end - 1), cutsNumber(this.clauses[last.clause].letters, last.offset + 1);) end++;
    return [start, end];
  };
  Texts.prototype.isWhole = function (start, end) {
    var wide = this.widen(start, end);
    return wide[0] === start && wide[1] === end;
  };
  Texts.prototype.find = function (words, start, end, most) {
    var found = [];
    while (found.length < most && (start = this.line.indexOf(words, start)) >= 0 && start + words.length <= end) {
      if (this.isWhole(start, start + words.length)) found.push(start);
      start++;
    }
    return found;
  };
  Texts.prototype.findLast = function (words, start, end) {
    for (var place = end - words.length; place >= start; place--) {
      place = this.line.lastIndexOf(words, place);
      if (place < start) return -1;
      if (this.isWhole(place, place + words.length)) return place;
    }
    return -1;
  };
  // What is printed from one place of the line to another, and the clauses at both ends.
  Texts.prototype.read = function (start, end) {
    var first = this.sign(start), last = this.sign(end - 1), letters = [];
    for (var number = first.clause; number <= last.clause; number++) {
      var own = this.clauses[number].letters;
      letters = letters.concat(own.slice(number === first.clause ? first.offset : 0, number === last.clause ? last.offset + 1 : own.length));
    }
    return { first: first.clause, last: last.clause, letters: letters };
  };

  // 2  Where to look ---------------------------------------------------------------------------------------------

  // Stretches of the quotation without a sign in them, at most so long, the longest first.
  function cutPieces(letters) {
    var pieces = [], run = [];
    function close() {
      // A rest that is shorter than a piece is told by the one before it.
      for (var at = 0; at < run.length; at += PIECE) {
        var from = Math.max(0, Math.min(at, run.length - 3));
        pieces.push(run.slice(from, from + PIECE));
      }
      run = [];
    }
    letters.forEach(function (char) {
      var key = fold(char);
      // A line may end between the cells of a row.
      if (isWord(key)) run.push(char); else if (key !== " " || char === "\n") close();
    });
    close();
    var long = pieces.filter(function (piece) { return piece.length > 2; });
    return (long.length ? long : pieces).sort(function (a, b) { return b.length - a.length; });
  }

  // Short quotations are cut finer: one fault leaves a piece without any.
  function halve(pieces) {
    return pieces.flatMap(function (piece) {
      var half = Math.ceil(piece.length / 2);
      return half < 2 ? [] : [piece.slice(0, half), piece.slice(-half)];
    });
  }

  // Takes pieces from all over the quotation.
  function spread(pieces, count) {
    if (pieces.length <= count) return pieces;
    return Array.from({ length: count }, function (_, i) { return pieces[Math.floor(i * pieces.length / count)]; });
  }

  async function countWorks(pieces, counts) {
    var lists = await Promise.all(pieces.map(function (piece) {
      // Parts of numbers count, too: what is wrong with a number is told afterwards.
      return search.findPhrase(Object.assign(search.keysOf(piece.join("")).keys, { exact: true }));
    }));
    lists.forEach(function (places) {
      search.group(places.filter(function (place) { return place < index.end; })).forEach(function (plan) {
        counts.set(plan.work, (counts.get(plan.work) || 0) + 1);
      });
    });
    return Math.max(0, ...counts.values());
  }

  // The works that have most of the pieces, in the order of the library.
  async function chooseWorks(letters) {
    var pieces = cutPieces(letters), counts = new Map(), first = spread(pieces, FIRST_PIECES);
    if (await countWorks(first, counts) < first.length) {
      var rest = pieces.filter(function (piece) { return !first.includes(piece); });
      if (pieces.length < FIRST_PIECES) rest = halve(pieces);
      await countWorks(spread(rest, MOST_PIECES - first.length + (pieces.length < FIRST_PIECES ? 4 : 0)), counts);
    }
    var ranked = Array.from(counts).sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; }).slice(0, MOST_WORKS);
    return ranked.map(function (one) { return one[0]; }).sort(function (a, b) { return a - b; });
  }

  // 3  Judging ---------------------------------------------------------------------------------------------------

  // The longest run that two strings share, between bounds, the first among equals (Python's difflib).
  function longestMatch(a, places, low, high, from, to) {
    var best = [low, from, 0], lengths = new Map();
    for (var i = low; i < high; i++) {
      var next = new Map(), at = places.get(a[i]) || [];
      for (var n = 0; n < at.length; n++) {
        var j = at[n];
        if (j < from) continue;
        if (j >= to) break;
        var size = (lengths.get(j - 1) || 0) + 1;
        next.set(j, size);
        if (size > best[2]) best = [i - size + 1, j - size + 1, size];
      }
      lengths = next;
    }
    return best;
  }

  function matchBlocks(a, b) {
    var places = new Map(), queue = [[0, a.length, 0, b.length]], blocks = [];
    for (var j = 0; j < b.length; j++) {
      if (!places.has(b[j])) places.set(b[j], []);
      places.get(b[j]).push(j);
    }
    while (queue.length) {
      var [low, high, from, to] = queue.pop(), [i, k, size] = longestMatch(a, places, low, high, from, to);
      if (!size) continue;
      blocks.push([i, k, size]);
      if (low < i && from < k) queue.push([low, i, from, k]);
      if (i + size < high && k + size < to) queue.push([i + size, high, k + size, to]);
    }
    blocks.sort(function (x, y) { return x[0] - y[0] || x[1] - y[1]; });
    return blocks.reduce(function (joined, block) {
      var before = joined[joined.length - 1];
      if (before && before[0] + before[2] === block[0] && before[1] + before[2] === block[1]) before[2] += block[2];
      else joined.push(block.slice());
      return joined;
    }, []);
  }

  function cutFragments(letters) {
    var text = letters.join(""), fragments = [], start = 0;
    for (var gap of text.matchAll(GAP)) {
      fragments.push([start, gap.index]);
      start = gap.index + gap[0].length;
    }
    fragments.push([start, text.length]);
    return fragments.map(function (span) { return makeFragment(Array.from(text.slice(0, span[0])).length, text.slice(span[0], span[1])); });
  }
  function makeFragment(at, text) { return Object.assign(readText(text), { at: at, text: text }); }

  function listNearest(texts, words, begin, end) {
    for (var count of PIECES) {
      var size = Math.max(Math.floor(words.length / count), SHORTEST), starts = new Map();
      for (var at = 0; at < words.length - size + 1; at += size) {
        var piece = words.slice(at, at + size), place = begin - 1;
        for (var n = 0; n < CANDIDATES; n++) {
          place = texts.line.indexOf(piece, place + 1);
          if (place < 0 || place + size > end) break;
          starts.set(place - at, (starts.get(place - at) || 0) + 1);
        }
      }
      var ranked = Array.from(starts).sort(function (a, b) { return b[1] - a[1]; }).slice(0, NEAREST), spans = new Map();
      ranked.forEach(function (one) {
        var span = compare(texts, words, one[0], begin, end);
        if (span) spans.set(span.join(), span);
      });
      if (spans.size) return Array.from(spans.values()).sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
    }
    return [];
  }

  function compare(texts, words, start, begin, end) {
    var slack = Math.floor(words.length / 4) + 2, most = 0, span = null;
    var middle = Math.min(Math.max(start + Math.floor(words.length / 2), begin), end - 1);
    var own = texts.bounds.get(texts.clauses[texts.clauseAt(middle)].work);
    // Two sentences may have a heading between them.
    [[slack, 1], [slack + HEADING, SENTENCE]].forEach(function (way) {
      if (most === words.length) return;
      var low = Math.max(start - way[0], own[0], begin), high = Math.min(start + words.length + way[0], own[1], end);
      var first, last, same = 0;
      matchBlocks(texts.line.slice(Math.max(0, low), high), words).forEach(function (block) {
        if (block[2] < way[1]) return;
        first = first || block;
        last = block;
        same += block[2];
      });
      if (same < ALIKE * words.length || same <= most) return;
      most = same;
      span = [Math.max(low, low + first[0] - first[1]), Math.min(high, low + last[0] + words.length - last[1])];
    });
    return span;
  }

  // Where each fragment stands, if that is where the longest does; null where one is nowhere near.
  function chain(texts, fragments, core, span) {
    var own = texts.bounds.get(texts.clauses[texts.clauseAt(span[0])].work), spans = fragments.map(function () { return null; });
    function place(number, start, begin, end) {
      var words = fragments[number].words;
      return start >= 0 ? [start, start + words.length] : listNearest(texts, words, begin, end)[0] || null;
    }
    spans[core] = span;
    for (var number = core + 1, begin = span[1]; number < fragments.length; number++) {
      var found = texts.find(fragments[number].words, begin, own[1], 1);
      spans[number] = place(number, found.length ? found[0] : -1, begin, own[1]);
      if (spans[number]) begin = spans[number][1];
    }
    for (var before = core - 1, end = span[0]; before >= 0; before--) {
      spans[before] = place(before, texts.findLast(fragments[before].words, own[0], end), own[0], end);
      if (spans[before]) end = spans[before][0];
    }
    return spans;
  }

  function judge(texts, fragments, spans) {
    var differences = [], first = null, last = null;
    fragments.forEach(function (fragment, number) {
      var span = spans[number];
      if (!span) {
        differences.push({ at: fragment.at, kind: "wording", found: fragment.text, stands: "" });
        return;
      }
      span = texts.widen(span[0], span[1]);
      var stands = texts.read(span[0], span[1]);
      if (!first) first = texts.clauses[stands.first];
      last = texts.clauses[stands.last];
      differences.push(...comparePrints(texts, fragment, stands.letters));
    });
    var isVerbatim = differences.every(function (one) { return one.kind === "width"; });
    return { verdict: isVerbatim ? "verbatim" : "differs", clause: first, last: last, differences: differences, others: [] };
  }

  // What is printed between two offsets: its signs but blanks.
  function makePrint(letters, keys, start, end) {
    var places = [];
    for (var place = start; place < end; place++) if (keys[place] !== " ") places.push(place);
    return {
      keys: places.map(function (at) { return keys[at]; }),
      find: function (number) { return number < places.length ? places[number] : end; },
      at: function (number) { return letters[places[number]]; },
      cut: function (from, to) { return to > from ? letters.slice(places[from], places[to - 1] + 1) : []; },
      parts: function (from, to) {
        return from > 0 && from < to && to < places.length && cutsNumber([keys[places[from - 1]], keys[places[to]]], 1);
      }
    };
  }

  function comparePrints(texts, fragment, stands) {
    var places = fragment.places, differences = [];
    var ours = makePrint(fragment.letters, fragment.keys, places[0], places[places.length - 1] + 1);
    var theirs = makePrint(stands, stands.map(fold), 0, stands.length);
    var isOther = isTraditional(texts, fragment.letters) || isTraditional(texts, stands);
    function tell(at, kind, found, there) {
      differences.push({ at: fragment.at + at, kind: kind, found: found.join(""), stands: there.join("") });
    }
    var i = 0, j = 0;
    matchBlocks(ours.keys, theirs.keys).concat([[ours.keys.length, theirs.keys.length, 0]]).forEach(function (block) {
      if (i < block[0] || j < block[1]) {
        var found = ours.cut(i, block[0]), there = theirs.cut(j, block[1]);
        var isWording = wordsOf(found) !== wordsOf(there) || ours.parts(i, block[0]) || theirs.parts(j, block[1]);
        tell(ours.find(i), isWording ? "wording" : "punctuation", found, there);
      }
      for (var n = 0, run = 1; n < block[2]; n += run) {
        var kind = tellApart(ours.at(block[0] + n), theirs.at(block[1] + n), isOther);
        for (run = 1; kind && n + run < block[2] && tellApart(ours.at(block[0] + n + run), theirs.at(block[1] + n + run), isOther) === kind;) run++;
        if (kind) tell(ours.find(block[0] + n), kind, ours.cut(block[0] + n, block[0] + n + run), theirs.cut(block[1] + n, block[1] + n + run));
      }
      i = block[0] + block[2];
      j = block[1] + block[2];
    });
    return differences;
  }

  function wordsOf(letters) { return letters.map(fold).filter(isWord).join(""); }

  function tellApart(ours, theirs, isOther) {
    if (ours === theirs) return "";
    if (foldScript(ours) !== foldScript(theirs)) return "width";
    return isOther ? "" : "wording";
  }

  // Whether characters that are folded, and that these works do not print, outnumber those that the other tree changes.
  function isTraditional(texts, letters) {
    texts.printed = texts.printed || new Set(texts.clauses.flatMap(function (clause) { return clause.letters; }));
    return letters.reduce(function (balance, char) {
      return balance + (foldScript(char) !== char && !texts.printed.has(char)) - simple.has(char);
    }, 0) > 0;
  }

  function rank(finding) {
    var changed = finding.differences.reduce(function (sum, one) {
      return one.kind === "width" ? sum : sum + Math.max(Array.from(one.found).length, Array.from(one.stands).length);
    }, 0);
    return [finding.verdict === "verbatim" ? 0 : 1, changed];
  }

  async function verify(quotation) {
    await start();
    var whole = makeFragment(0, quotation), fragments = [whole];
    if (!whole.words) return { verdict: "", problem: SAID.short };
    if (whole.letters.length > LONGEST) return { verdict: "", problem: SAID.long };
    var chosen = await chooseWorks(whole.letters);
    var texts = new Texts(await Promise.all(chosen.map(function (number) { return fetchWork(index.works[number].name); })));
    if (quotation.match(GAP) && !texts.find(whole.words, 0, texts.line.length, 1).length) {
      fragments = cutFragments(whole.letters).filter(function (one) { return one.words; });
    }
    var core = fragments.reduce(function (best, one, number) { return one.words.length > fragments[best].words.length ? number : best; }, 0);
    var words = fragments[core].words;
    var spans = texts.find(words, 0, texts.line.length, MOST).map(function (place) { return [place, place + words.length]; });
    if (!spans.length) spans = listNearest(texts, words, 0, texts.line.length);
    var findings = spans.map(function (span) { return judge(texts, fragments, chain(texts, fragments, core, span)); });
    if (!findings.length) return { verdict: "absent", differences: [], others: [] };
    var best = findings.reduce(function (kept, one) {
      var a = rank(one), b = rank(kept);
      return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]) ? one : kept;
    });
    if (best.verdict === "verbatim") {
      best.others = findings.filter(function (one) { return one !== best && one.verdict === "verbatim"; })
        .map(function (one) { return one.clause; }).slice(0, OTHERS);
    }
    best.hash = hashClause(texts, best.clause);
    return best;
  }

  // The hash of anchors.lock, of the first record of an anchor (build_tools/publish/clause_scripts.py).
  function hashClause(texts, clause) {
    var first = texts.clauses.find(function (one) { return one.work === clause.work && one.page === clause.page && one.name === clause.name; });
    var text = first.kind < 2 ? first.letters : first.letters.slice(0, 60);
    return first.hash || hash(text.filter(function (char) { return /[\p{L}\p{N}]/u.test(char); }).join("")).slice(0, 12);
  }

  // SHA-256 (FIPS 180-4); a browser's own is not there on a page without HTTPS.
  function hash(text) {
    var bytes = Array.from(new TextEncoder().encode(text)), size = bytes.length * 8, roots = [], state = [], n, i;
    function part(root) { return ((root - Math.floor(root)) * 0x100000000) | 0; }
    for (n = 2; roots.length < 64; n++) {
      for (i = 2; i * i <= n && n % i;) i++;
      if (i * i > n) { roots.push(part(Math.cbrt(n))); if (state.length < 8) state.push(part(Math.sqrt(n))); }
    }
    bytes.push(0x80);
    while (bytes.length % 64 !== 56) bytes.push(0);
    for (i = 7; i >= 0; i--) bytes.push(i > 3 ? 0 : (size >>> (8 * i)) & 255);
    function turn(word, by) { return (word >>> by) | (word << (32 - by)); }
    for (var at = 0; at < bytes.length; at += 64) {
      var w = [], s = state.slice();
      for (i = 0; i < 64; i++) {
        if (i < 16) {
          n = at + 4 * i;
          w[i] = (bytes[n] << 24) | (bytes[n + 1] << 16) | (bytes[n + 2] << 8) | bytes[n + 3];
        } else {
          var x = w[i - 15], y = w[i - 2];
          w[i] = (w[i - 16] + w[i - 7] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10))) | 0;
        }
        var one = (s[7] + (turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25)) + ((s[4] & s[5]) ^ (~s[4] & s[6])) + roots[i] + w[i]) | 0;
        var two = ((turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22)) + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]))) | 0;
        s = [(one + two) | 0, s[0], s[1], s[2], (s[3] + one) | 0, s[4], s[5], s[6]];
      }
      state = state.map(function (word, k) { return (word + s[k]) | 0; });
    }
    return state.map(function (word) { return (word >>> 0).toString(16).padStart(8, "0"); }).join("");
  }

  function addressOf(clause) {
    var page = clause.page ? clause.page + "/" : "";
    return "plans/" + clause.work + "/" + page + (clause.name ? "#" + clause.name : "");
  }

  // A folder on a disk opens as a list of its files.
  function linkTo(clause) {
    return ROOT + (location.protocol === "file:" ? addressOf(clause).replace(/\/(?=#|$)/, "/index.html") : addressOf(clause));
  }

  window.planVerify = { verify: verify, split: splitQuotations, addressOf: addressOf };

  // 4  The page --------------------------------------------------------------------------------------------------

  // Quotations stand between blank lines; without any, each line is one; what stands in quotation marks in it is it.
  function splitQuotations(text) {
    var parts = /\n[ \t\u3000]*\n/.test(text.trim()) ? text.split(/\n[ \t\u3000]*\n/) : text.split("\n");
    return parts.flatMap(function (part) {
      part = part.replace(/^[ ]{0,3}>[ ]?/gm, "").trim();
      if (!part) return [];
      var marked = Array.from(part.matchAll(/\u201c([^\u201c\u201d]*(?:\u201c[^\u201d]*\u201d[^\u201c\u201d]*)*)\u201d|\u300c([^\u300d]*)\u300d/g), function (found) {
        return found[1] || found[2] || "";
      }).filter(function (words) { return Array.from(words).length >= LEAST; });
      // A quotation may hold one: only what is said to be from somewhere, or stands in marks whole, is taken out of its line.
      return marked.length && /^[\u201c\u300c].*[\u201d\u300d]$|\u300a/.test(part) ? marked : [part];
    });
  }

  var form = document.querySelector("form.verify");
  if (!form || !document.documentElement.hasAttribute("data-finished")) return;
  var field = form.elements.quotations, told = document.querySelector(".verify__told"), list = document.querySelector(".verify__found"), turn = 0;

  function make(name, className, text) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  // The quotation with what differs in it: what was quoted struck out, what stands there behind it.
  function drawQuotation(quotation, finding) {
    var letters = Array.from(quotation), line = make("blockquote", "verify__quotation"), at = 0;
    finding.differences.slice().sort(function (a, b) { return a.at - b.at; }).forEach(function (one) {
      line.append(letters.slice(at, one.at).join(""));
      var pair = make("span", "verify__difference is-" + one.kind);
      pair.title = SAID[one.kind];
      if (one.found) pair.append(make("del", "", one.found));
      if (one.stands) pair.append(make("ins", "", one.stands));
      line.append(pair);
      at = one.at + Array.from(one.found).length;
    });
    line.append(letters.slice(at).join(""));
    return line;
  }

  function drawPlace(finding) {
    var line = make("p", "verify__place", SAID.at), link = make("a", "", "《" + finding.clause.title + "》" + finding.clause.citation);
    link.href = linkTo(finding.clause);
    line.append(link);
    if (finding.last !== finding.clause && finding.last.citation !== finding.clause.citation) line.append(SAID.through + finding.last.citation);
    line.append(make("br"), make("code", "", addressOf(finding.clause)), SAID.hash + " ", make("code", "", finding.hash));
    return line;
  }

  function drawFinding(quotation, finding) {
    var item = make("li", "verify__one is-" + (finding.verdict || "problem"));
    item.append(make("p", "verify__verdict", finding.problem || SAID[finding.verdict]));
    item.append(finding.clause ? drawQuotation(quotation, finding) : make("blockquote", "verify__quotation", quotation));
    if (!finding.clause) return item;
    var kinds = KINDS.filter(function (kind) { return finding.differences.some(function (one) { return one.kind === kind; }); });
    if (kinds.length) {
      var keys = make("p", "verify__keys");
      kinds.forEach(function (kind) {
        var count = finding.differences.filter(function (one) { return one.kind === kind; }).length;
        keys.append(make("span", "verify__difference is-" + kind, SAID[kind]), " " + count + "　");
      });
      item.append(keys);
    }
    item.append(drawPlace(finding));
    if (finding.others.length) {
      var more = make("p", "verify__place", SAID.others);
      finding.others.forEach(function (clause, number) {
        var link = make("a", "", clause.citation);
        link.href = linkTo(clause);
        more.append(number ? "、" : "", link);
      });
      item.append(more);
    }
    return item;
  }

  async function run() {
    var own = ++turn, quotations = splitQuotations(field.value), counts = { all: 0, verbatim: 0, differs: 0, absent: 0 };
    list.replaceChildren();
    told.textContent = quotations.length ? SAID.looking : SAID.empty;
    try {
      for (var quotation of quotations) {
        var finding = await verify(quotation);
        if (own !== turn) return;
        counts.all++;
        if (finding.verdict) counts[finding.verdict]++;
        list.append(drawFinding(quotation, finding));
      }
      if (quotations.length) told.textContent = SAID.told(counts);
    } catch (error) {
      if (own === turn) told.textContent = SAID.failed;
    }
  }

  form.addEventListener("submit", function (event) { event.preventDefault(); run(); });
  form.hidden = false;
  document.querySelector(".verify__plain").hidden = true;
  var asked = new URLSearchParams(location.search).get("q");
  if (asked) { field.value = asked; run(); }
})();
