// What a reader has marked is drawn over the text (CSS Custom Highlight API): no element of the text is touched.

/** @type {Array<{entry: Entry, range: Range}>} */
let drawn = [];

/** The words of an entry on this page: at its offsets, or where they have moved to, else nowhere. */
function locate(entry) {
  const unit = UNITS.find((one) => nameOfUnit(one) === entry.anchor);
  if (!unit || entry.start === entry.end) return null;
  const range = rangeIn(unit.block, entry.start, entry.end);
  if (range && (entry.facts.language !== document.documentElement.lang || wordsOf(range) === entry.quote)) return range;
  const at = unit.block.textContent.indexOf(entry.quote);
  return at < 0 ? null : rangeIn(unit.block, at, at + entry.quote.length);
}

function drawMarks() {
  const own = readNotes().filter((entry) => entry.work === HERE[1] && entry.page === (HERE[2] || ""));
  drawn = own.map((entry) => ({ entry, range: locate(entry) })).filter((one) => one.range);
  if (!window.CSS || !CSS.highlights || !window.Highlight) return;
  const draw = (name, some) => {
    if (some.length) CSS.highlights.set(name, new Highlight(...some.map((one) => one.range)));
    else CSS.highlights.delete(name);
  };
  draw("plan-kept", drawn);
  draw("plan-noted", drawn.filter((one) => one.entry.note));
}

/** @returns {Entry | null} what is marked at a point of the window */
function markAt(x, y) {
  const inside = (box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  const found = drawn.find((one) => Array.from(one.range.getClientRects()).some(inside));
  return found ? found.entry : null;
}
