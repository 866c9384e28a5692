// What a search leaves on a page: the words that were looked for, marked, and the way to the next hit.

const BLOCKS = "p, li, td, th, caption, h1, h2, h3, h4, h5, h6, blockquote, dt, dd";

/** The article's text as keys, each with the node and place that it comes from. A block ends a phrase. */
function readArticle(article) {
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT), keys = [], from = [];
  let before = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent.closest("script, style, .editorial")) continue;
    const block = parent.closest(BLOCKS);
    if (block !== before) { keys.push(BREAK); from.push(null); before = block; }
    const folded = keysOf(/** @type {Text} */ (node).data);
    folded.keys.forEach((key, i) => {
      if (key === BREAK) return;
      keys.push(key);
      from.push([node, folded.starts[i], folded.ends[i]]);
    });
  }
  return { keys, from };
}

/** @param {string[]} words */
function rangesOf(words) {
  const article = document.querySelector("article"), ranges = [];
  if (!article) return ranges;
  const read = readArticle(article);
  for (const word of words.map(queryKeys)) {
    if (!word.length) continue;
    eachOf(read.keys, word, (first, end) => {
      const range = document.createRange();
      range.setStart(read.from[first][0], read.from[first][1]);
      range.setEnd(read.from[end][0], read.from[end][2]);
      ranges.push(range);
    });
  }
  return ranges.sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b));
}

/** @param {string[]} words @param {string} anchor */
async function mark(words, anchor) {
  if (!words.length) return;
  try {
    await loadIndex();
    const ranges = rangesOf(words);
    if (window.CSS && CSS.highlights && window.Highlight) CSS.highlights.set("plan-search", new Highlight(...ranges));
    else markByElement(ranges);
    scrollTo(ranges, anchor && document.getElementById(anchor));
    window.planSearch.marked = ranges.length;
  } catch (error) { ignore(error); }
}

/** Browsers before 2025 have no highlights without elements. Back to front, so that no range loses its nodes. */
function markByElement(ranges) {
  for (const range of ranges.slice().reverse()) {
    if (range.startContainer === range.endContainer) range.surroundContents(make("mark", "plan-search-mark"));
  }
}

/** The clause stands at its anchor; in a long one, or in a table, the phrase may be further down. */
function scrollTo(ranges, target) {
  if (!target) return;
  const hit = ranges.find((range) => target.compareDocumentPosition(range.startContainer) &
    (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY));
  if (!hit) return;
  target.scrollIntoView();
  let box = hit.getBoundingClientRect();
  if (box.bottom > innerHeight - 40) {
    hit.startContainer.parentElement.closest(BLOCKS + ", tr").scrollIntoView({ block: "center" });
    box = hit.getBoundingClientRect();
    if (box.bottom > innerHeight - 20 || box.top < 60) scrollBy(0, box.top - innerHeight / 2);
  }
}

/** @param {unknown} _error @returns {any} nothing */
function ignore(_error) {}

function nameOf(hash) {
  // What follows # may be anything; a lone % is no escape.
  try { return decodeURIComponent(hash.slice(1)); } catch (error) { return ignore(error) || hash.slice(1); }
}

/** What is kept of this tab (the last search) or of this device (what was searched for); nothing of it leaves it.
 * @param {"sessionStorage" | "localStorage"} store */
function recall(store, name) {
  try { return JSON.parse(window[store].getItem(name) || "null"); } catch (error) { return ignore(error) || null; }
}
function remember(store, name, value) {
  try { window[store].setItem(name, JSON.stringify(value)); } catch (error) { ignore(error); }
}

const HITS = "plan-search-hits", RECENT = "plan-search-recent", MOST_RECENT = 8;

/** A hit on this very page needs no new one; another page has its address. @param {string} href */
function goTo(href) {
  const target = new URL(href);
  if (target.origin !== location.origin || target.pathname !== location.pathname) { location.href = href; return; }
  const isSame = location.hash === target.hash;
  if (isSame) history.replaceState(history.state, "", location.pathname);
  location.hash = target.hash;
  mark(target.searchParams.getAll("q"), target.hash.slice(1));
}

/** n and N lead to the next and the one before of the last search's hits. */
function moveByLetter(event) {
  if ((event.key !== "n" && event.key !== "N") || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable], dialog[open]")) return;
  const kept = recall("sessionStorage", HITS);
  if (!kept || !kept.hits.length) return;
  const at = kept.at + (event.key === "n" ? 1 : -1);
  if (at < 0 || at >= kept.hits.length) return;
  event.preventDefault();
  remember("sessionStorage", HITS, { ...kept, at });
  goTo(kept.hits[at]);
}
