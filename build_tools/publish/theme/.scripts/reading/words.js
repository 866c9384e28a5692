// What a reader may do with words that are selected.

/** @returns {Range | null} what is selected of the text */
function selected() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0), article = document.querySelector("article");
  return article.contains(range.commonAncestorContainer) && wordsOf(range) ? range : null;
}

/** The units of which words are selected, each with their offsets. */
function partsOf(range) {
  return UNITS.map((unit) => ({ unit, part: partOf(range, unit.block) })).filter((one) => one.part);
}

const factsOf = (unit) => window.planCite.factsOf(unit.link);

/** Words and where they stand: what is cited is from the first clause to the last. */
function citeWords(range, unit, last) {
  const facts = factsOf(unit);
  if (last) {
    const end = factsOf(last.unit);
    facts.place += "至" + end.place;
    facts.url += "，" + end.url;
  }
  return wordsOf(range) + "\n——" + (facts.title ? window.planForms.titled(facts) : facts.place) + "，" + facts.url;
}

function linkWords(range, unit) {
  return factsOf(unit).url + directiveOf(range);
}

let counted = 0;

function entryOf(unit, start, end, quote) {
  const facts = factsOf(unit);
  counted += 1;
  return {
    id: Date.now().toString(36) + "-" + counted, work: HERE[1], page: HERE[2] || "", anchor: nameOfUnit(unit),
    start, end, quote, note: "", made: facts.seen, facts,
  };
}

/** Marks what is selected, an entry for each unit; gives the first. */
function mark(parts) {
  const entries = parts.map(({ unit, part }) => entryOf(unit, part[0], part[1], wordsOf(rangeIn(unit.block, part[0], part[1]))));
  const kept = writeNotes([...readNotes(), ...entries]);
  getSelection().removeAllRanges();
  drawMarks();
  return kept ? entries[0] : null;
}

let isOfSelection = false;

function openSelection() {
  const range = selected();
  if (!range || bar.contains(document.activeElement)) return;
  const parts = partsOf(range), unit = parts.length ? parts[0].unit : unitAt(range.startContainer);
  if (!unit) return;
  const still = range.cloneRange();
  const marked = (then) => () => {
    const entry = mark(parts);
    return entry ? then(entry) : tell("浏览器不让保存");
  };
  const choices = [
    offer("复制并注出处", () => copyText(citeWords(still, unit, parts.slice(1).pop()), "已复制")),
    offer("链接到这几个字", () => copyText(linkWords(still, unit), "链接已复制")),
  ];
  if (HERE[1] && parts.length) {
    choices.push(offer("标记", marked(hideBar)), offer("笔记", marked((entry) => writeNote(entry, still))));
  }
  if (window.planCite.compare(unit.link, true)) {
    choices.push(offer("对照", () => tell(window.planCite.compare(unit.link) || "")));
  }
  showBar(still, ...choices);
  isOfSelection = true;
}

// When the selection is done: neither while the pointer is down nor with each letter of a key that is held.
let down = false, waiting = 0;
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(() => down || openSelection(), 200);
}
document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (selection && !selection.isCollapsed) return soon();
  if (isOfSelection && !bar.contains(document.activeElement)) hideBar();
});
document.addEventListener("pointerdown", (event) => {
  down = !bar.contains(event.target);
  if (down) hideBar();
}, true);
document.addEventListener("pointerup", () => {
  if (down) soon(); // a button of the bar has been pressed otherwise, and the bar tells what it did
  down = false;
}, true);
document.addEventListener("pointercancel", () => { down = false; });
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !bar.hidden) hideBar();
});
document.addEventListener("click", (event) => {
  if (event.target.closest("a, button") || selected()) return;
  const entry = markAt(event.clientX, event.clientY);
  if (entry) openMark(entry);
  isOfSelection = false; // what is selected has gone with the click
});

/** Keeps a clause as a whole, or no longer; what is said of it then. */
function collect(link) {
  const unit = UNITS.find((one) => one.link === link);
  const kept = findClause(link);
  if (kept) return dropNote(kept.id) ? "已从收藏中去掉" : "浏览器不让保存";
  return saveNote(entryOf(unit, 0, 0, window.planCite.textOf(link))) ? "已收藏在这台设备上" : "浏览器不让保存";
}

const findClause = (link) => readNotes().find((one) => one.work === HERE[1] && one.page === (HERE[2] || "") &&
  one.anchor === link.hash.slice(1) && one.start === one.end);

window.planReading = { draw: drawMarks, open: openSelection, collect, has: (link) => Boolean(findClause(link)) };
drawMarks();
openSelection();
