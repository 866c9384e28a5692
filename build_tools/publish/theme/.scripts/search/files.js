// The index's files, which build_tools/publish/search.py describes: scripts that call planSearch.add(), so that the
// search also works over file://. Each is loaded once; one of another build than the head is an error, "version".

// Both trees share the index of the first; texts are shown in the script of the page (texts.js).
const isSecond = /^zh-Hant/.test(document.documentElement.lang);
const BASE = new URL("../", document.currentScript.src).href;
const FILES = new URL(isSecond ? "../search/" : "search/", BASE).href;

/** @type {Map<string, Promise<any>>} */
const parts = new Map();
const arrived = {};
/** @type {any} The head, once it is there; undefined after an error of version. */
let index = null;

function add(version, name, body) {
  arrived[name] = { version, body };
}

/** @param {string} path */
function loadScript(path) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = FILES + path;
    script.onload = () => { script.remove(); resolve(undefined); };
    script.onerror = () => { script.remove(); reject(new Error(path)); };
    document.head.appendChild(script);
  });
}

/** What a file holds, as `read` makes it of that.
 * @param {string} name
 * @param {() => Promise<any>} make */
function keep(name, make) {
  if (!parts.has(name)) parts.set(name, make().catch((error) => { parts.delete(name); throw error; }));
  return parts.get(name);
}

function take(name) {
  const part = arrived[name];
  delete arrived[name];
  if (!part) throw new Error(name);
  return part;
}

/** @param {string} name @param {string} version @param {(held: any[]) => any} read */
function load(name, version, read) {
  return keep(name, async () => {
    await loadScript(`${name}.js?v=${version}`);
    const part = take(name);
    // The site has been built anew since this page took the index's head.
    if (part.version !== version) throw new Error("version");
    return read(await unpack(part.body));
  });
}

function loadIndex() {
  return keep("index", async () => {
    await loadScript("index.js" + (index === undefined ? "?" + Date.now() : ""));
    const [head] = await unpack(take("index").body);
    // Queries of the other script have to be folded before anything is compared; titles are in the page's script.
    index = { fold: new Map(), variants: new Map(), shown: null };
    const [shapes] = await Promise.all([
      load("folds", head.folds, readFolds),
      isSecond && head.script && loadShown(head.script).then((shown) => { index.shown = shown; }),
    ]);
    readHead(head, shapes);
  });
}

/** Character → what most often stands for it in the second tree. @param {string} version @returns {Promise<Map<string, string>>} */
function loadShown(version) {
  return load("script", version, ([told]) => {
    const shown = new Map();
    pairsOf(told, (char, to) => shown.set(char, to));
    return shown;
  });
}

/** How characters are folded; gives the shapes of names. @param {string[]} told */
function readFolds([fold, blanks, variants, shapes]) {
  pairsOf(fold, (char, to) => index.fold.set(char, to));
  for (const char of blanks) index.fold.set(char, "");
  pairsOf(variants, (char, to) => index.variants.set(char, to));
  return shapes;
}

function forgetIndex() {
  parts.clear();
  index = undefined;
}

/** Each file has a version of 4 signs. @param {string} versions @returns {string[]} */
function splitVersions(versions) {
  return versions.match(/.{4}/g) || [];
}

function readHead(head, shapes) {
  const pages = decode(head.pages), lengths = decode(head.texts);
  const titles = showTexts([...head.works.map((work) => work[1]), ...head.issuers], head.exceptions);
  const issuers = titles.slice(head.works.length);
  Object.assign(index, { works: [], issuers, pages: [], texts: [], files: [], keys: [], slot: head.slot, words: head.words, script: head.script, longest: head.longest });
  let at = 0, text = 0, line = 0;
  head.works.forEach((work, number) => {
    index.works.push({ name: work[0], title: titles[number], year: work[2], issuers: work[3].map((i) => issuers[i]) });
    const versions = splitVersions(work[5]);
    let file = 0;
    for (const path of work[4]) {
      const headings = line + pages[at + 1];
      index.pages.push({ work: number, path, start: line, headings, body: headings + pages[at + 2], file: index.files.length });
      for (let n = 0; n < pages[at]; n++) {
        index.texts.push(line);
        index.files.push([`t/${work[0]}/${file}`, versions[file++]]);
        line += lengths[text++];
      }
      at += 3;
    }
  });
  // Names stand behind the plans.
  index.end = line;
  for (const [folder, start] of [["k", 0], ["n", line]]) {
    const firsts = [];
    pairsOf(head.keys[folder], (a, b) => firsts.push(a + b));
    index.keys.push({ folder, start, firsts, versions: splitVersions(head.versions[folder]) });
  }
  index.pages.push({ work: -1, path: "", start: line, headings: line, body: line, file: index.files.length });
  index.names = readNames(decode(shapes), line);
  splitVersions(head.nameVersions).forEach((version, file) => {
    index.texts.push(line);
    index.files.push([`e/${file}`, version]);
    line += lengths[text++];
  });
}

const KINDS = ["plan", "body", "term", "cited"];

/** Where each name stands, and its forms. @param {Uint32Array} numbers @param {number} line */
function readNames(numbers, line) {
  const names = [];
  for (let at = 0; at < numbers.length; at++) {
    const name = { kind: KINDS[numbers[at++]], start: line, forms: [], end: 0 };
    for (let left = numbers[at]; left > 0; left--) {
      const number = numbers[++at];
      name.forms.push({ start: line, length: number >> 1, held: number & 1 });
      line += (number >> 1) + 1;
    }
    line += numbers[++at] + 1;
    name.end = line;
    names.push(name);
  }
  return names;
}

/** @param {string} text @param {(first: string, second: string, number: number) => void} use */
function pairsOf(text, use) {
  const chars = Array.from(text);
  for (let i = 0; i + 1 < chars.length; i += 2) use(chars[i], chars[i + 1], i / 2);
}
