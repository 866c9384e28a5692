// A link to the very words: https://wicg.github.io/scroll-to-text-fragment/. Browsers match whole words only, in Chinese those
// of their dictionary, and take the first place; so words are widened to whole ones, and get a prefix where they come earlier.

const LONGEST = 48, EDGE = 10;

/** Offsets at which words of a text begin or end. */
function wordEdges(text) {
  if (!window.Intl || !Intl.Segmenter) return Array.from({ length: text.length + 1 }, (_, at) => at);
  const segments = new Intl.Segmenter("zh", { granularity: "word" }).segment(text);
  return [...Array.from(segments, (one) => one.index), text.length];
}

function edgeBefore(edges, offset) {
  return edges.filter((edge) => edge <= offset).pop() || 0;
}

function edgeAfter(edges, offset) {
  return edges.find((edge) => edge >= offset);
}

function encode(text) {
  return encodeURIComponent(text.trim()).replace(/-/g, "%2D");
}

/** The element whose lines a text node stands in: a match never goes from one into another. */
function flowOf(node) {
  let element = node.parentElement;
  while (element !== document.body && getComputedStyle(element).display.startsWith("inline")) element = element.parentElement;
  return element;
}

/** The lines around a place in a text node, and where in them it stands. */
function runAt(node, offset) {
  const flow = flowOf(node), nodes = textNodes(flow).filter((one) => flowOf(one) === flow);
  const before = nodes.slice(0, nodes.indexOf(node)).map((one) => one.data).join("");
  return { flow, text: nodes.map((one) => one.data).join(""), at: before.length + offset };
}

/** What a reader sees of the page in front of an element. */
function seenBefore(element) {
  let seen = "";
  for (const node of textNodes(document.body)) {
    if (element.contains(node)) break;
    const parent = node.parentElement;
    if (!parent.closest("script, style") && (!parent.checkVisibility || parent.checkVisibility())) seen += node.data;
  }
  return seen;
}

/** @returns {string} the directive that leads to the words of a range */
function directiveOf(range) {
  const nodes = textNodes(range.commonAncestorContainer.parentElement).filter((node) => range.intersectsNode(node) && node.data.trim());
  const first = nodes[0], last = nodes[nodes.length - 1];
  const head = runAt(first, first === range.startContainer ? range.startOffset : 0);
  const tail = runAt(last, last === range.endContainer ? range.endOffset : last.data.length);
  const edges = wordEdges(head.text), lastEdges = wordEdges(tail.text), isOne = head.flow === tail.flow;
  const from = edgeBefore(edges, head.at), to = edgeAfter(lastEdges, tail.at);
  const isShort = isOne && to - from <= LONGEST;
  const opening = head.text.slice(from, isShort ? to : edgeAfter(edges, Math.min(from + EDGE, head.text.length)));
  const closing = isShort ? "" : tail.text.slice(edgeBefore(lastEdges, Math.max(to - EDGE, isOne ? from : 0)), to);
  const before = seenBefore(head.flow) + head.text.slice(0, from);
  let prefix = "";
  for (let back = 6; back <= 30 && before.includes(prefix + opening); back += 6) {
    prefix = head.text.slice(edgeBefore(edges, Math.max(from - back, 0)), from);
  }
  return ":~:text=" + (prefix.trim() ? encode(prefix) + "-," : "") + encode(opening) + (closing ? "," + encode(closing) : "");
}
