// Where words stand: the units of a page, each with a permalink, and places in their text.

/** @type {Array<{link: HTMLAnchorElement, block: Element}>} */
const UNITS = Array.from(/** @type {NodeListOf<HTMLAnchorElement>} */ (
  document.querySelectorAll('article a[href^="#"][title]')
), (link) => ({
  link,
  block: link.closest("caption") ? link.closest("table")
    : link.parentElement.matches(".headed") ? link.nextElementSibling : link.closest("p, li, td, h1") || link.parentElement,
}));
const HERE = /\/plans\/([^/]+)\/(?:((?:annex|plan)-[^/]+)\/)?(?:index\.html)?$/.exec(location.pathname) || ["", "", ""];

function nameOfUnit(unit) {
  return unit.link.hash.slice(1);
}

/** The unit that holds a node, else the last one in front of it, which is the clause that goes on there. */
function unitAt(node) {
  let last = null;
  for (const unit of UNITS) {
    if (unit.block.contains(node)) return unit;
    if (unit.link.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) last = unit;
  }
  return last;
}

function textNodes(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

/** How many code units of a block's text stand in front of a boundary. */
function offsetIn(block, node, offset) {
  const range = document.createRange();
  range.selectNodeContents(block);
  range.setEnd(node, offset);
  return range.toString().length;
}

/** @returns {Range | null} the words from one offset to another in a block's text */
function rangeIn(block, start, end) {
  const range = document.createRange();
  let at = 0, begun = false;
  for (const node of textNodes(block)) {
    const next = at + node.data.length;
    if (!begun && start < next) {
      range.setStart(node, start - at);
      begun = true;
    }
    if (begun && end <= next) {
      range.setEnd(node, end - at);
      return range;
    }
    at = next;
  }
  return null;
}

/** The part of a range that lies in a block, as offsets; null where it holds no word of it. */
function partOf(range, block) {
  const whole = document.createRange();
  whole.selectNodeContents(block);
  if (range.compareBoundaryPoints(Range.END_TO_START, whole) >= 0 || range.compareBoundaryPoints(Range.START_TO_END, whole) <= 0) return null;
  const start = range.compareBoundaryPoints(Range.START_TO_START, whole) <= 0 ? 0 : offsetIn(block, range.startContainer, range.startOffset);
  const end = range.compareBoundaryPoints(Range.END_TO_END, whole) >= 0 ? block.textContent.length : offsetIn(block, range.endContainer, range.endOffset);
  return block.textContent.slice(start, end).trim() ? [start, end] : null;
}

/** The document's own words of a range, a line for each block: what the edition adds stays out. */
function wordsOf(range) {
  const piece = range.cloneContents();
  piece.querySelectorAll(".editorial, .cited").forEach((ours) => ours.remove());
  piece.querySelectorAll("p, li, tr, h1, h2, h3, h4, h5, h6, caption").forEach((block) => block.append("\n"));
  piece.querySelectorAll("td, th").forEach((cell) => cell.append("\t"));
  return piece.textContent.replace(/[ \t]*\n\s*/g, "\n").replace(/^[ \n\t]+|[ \n\t]+$/g, "");
}
