// The left pane: a file as it looked (a page in a frame, pictures of pages) or line by line.

import { get, make, markWords, reveal } from "./dom.js";
import { app, choose, emit, hover, itemAt, itemHere, itemsOn, on, placesOn, wordsOf } from "./store.js";
import { say } from "./words.js";

/** @type {Map<number, HTMLElement[]>} elements of each line in what is shown */
let nodes = new Map();
/** @type {Map<string, HTMLElement[]>} of a line that holds several items, the elements of each */
let itemNodes = new Map();
/** @type {Map<Element, string>} and the item of each element */
let nodeItems = new Map();
/** @type {Element|null} what scrolls */
let scroller = null;
let shownFile = -1;
let asLines = false;

// What stands in the frame is black on white whatever the colours of the desk are.
const FRAME_STYLE = `
  [data-line] { cursor: pointer; }
  .desk-doubt { box-shadow: -4px 0 0 #a8392b !important; }
  .desk-hover { background: #f3dc8e66 !important; }
  .desk-here { background: #f3dc8e !important; color: #1f1d1a !important; }
  .desk-dropped { opacity: .6 !important; }`;

on("work language", render);
on("state", decorate);
on("place", (by) => (app.file === shownFile ? show(by !== "source") : render()));
on("hover", () => toggle("hover", elementsOf(app.hover, app.hoverItem)));

export const sourceScroller = () => scroller;

/** @param {number|null} line @param {string|null} [item] @returns {HTMLElement[]} what is shown of a line, or of an item of it */
export const elementsOf = (line, item) => itemNodes.get(item ?? "") ?? nodes.get(line ?? -1) ?? [];

/** @param {import("./types.js").Item} item @returns {number|undefined} the top of its place on the screen of its page */
export function topOfItem(item) {
  const [element] = elementsOf(item.lines[0], item.id);
  let start = placesOn(item.lines[0]).find(([one]) => one === item)?.[1] ?? 0;
  for (const part of element?.querySelector(":scope > .words")?.childNodes ?? []) {
    const text = part.firstChild ?? part; // words that are marked stand in an element
    const length = text.textContent?.length ?? 0;
    if (start < length) {
      const range = document.createRange();
      range.setStart(text, start);
      range.setEnd(text, start + 1);
      return range.getBoundingClientRect().top;
    }
    start -= length;
  }
  return element?.getBoundingClientRect().top;
}

/** @param {number} top @returns {import("./types.js").Item|undefined} the item at the top of what is seen */
export function itemAtTop(top) {
  const items = app.state?.outline ?? [];
  for (const [n, elements] of nodes) {
    const element = elements.find((one) => one.getBoundingClientRect().bottom > top + 4);
    if (!element) continue;
    const id = nodeItems.get(element);
    if (id) return items.find((item) => item.id === id);
    return itemsOn(n).findLast((item) => (topOfItem(item) ?? 0) <= top + 4) ?? items.find((item) => item.lines[1] >= n);
  }
  return undefined;
}

/** Draw the pane anew. */
function render() {
  const body = get("source-body");
  const file = app.files[app.file];
  shownFile = app.file;
  body.replaceChildren();
  get("source-tools").replaceChildren();
  nodes = new Map();
  scroller = body;
  if (!file) return;
  get("source-tools").append(...drawTools(file));
  if (file.kind === "html" && !asLines) showFrame(body);
  else if (file.kind === "pages" && !asLines) showPages(body, file);
  else showLines(body, file);
  decorate();
  show(true);
}

/** @param {import("./types.js").SourceFile} file */
function drawTools(file) {
  const open = (/** @type {any} */ event) => choose(app.files[event.target.value].lines[0]?.n ?? null, null);
  const options = app.files.map((one, at) => make("option", { value: at, selected: at === app.file }, one.name));
  const name = app.files.length > 1
    ? make("select", { "aria-label": say("files"), onchange: open }, options)
    : make("span", { class: "name", title: file.name }, file.name);
  if (file.kind === "lines") return [name];
  return [name, ...[["asSeen", false], ["asLines", true]].map(([key, lines]) => make("button", {
    type: "button", "aria-pressed": String(asLines === lines), onclick: () => {
      asLines = /** @type {boolean} */ (lines);
      render();
    },
  }, say(/** @type {string} */ (key))))];
}

/** @param {HTMLElement} body @param {import("./types.js").SourceFile} file */
function showLines(body, file) {
  const list = make("div", { class: "lines", role: "listbox", "aria-label": say("source") });
  let page = null;
  for (const line of file.lines) {
    if (line.page && line.page !== page) {
      page = line.page;
      list.append(make("p", { class: "page-no", role: "presentation" }, say("pageNo", { n: page })));
    }
    const row = make(
      "div",
      { class: "line", role: "option", "aria-selected": "false", tabindex: "-1", data: { line: line.n } },
      make("span", { class: "no", "aria-hidden": "true" }, String(line.n)),
      make("span", { class: "words" }, line.text),
      make("span", { class: "rule" }),
    );
    nodes.set(line.n, [row]);
    list.append(row);
  }
  listen(list);
  body.append(list);
}

/** @param {HTMLElement} body @param {import("./types.js").SourceFile} file */
function showPages(body, file) {
  const sheets = make("div", { class: "sheets" });
  for (let number = 1; number <= (file.pages ?? 0); number += 1) {
    const [width, height] = file.sizes?.[number - 1] ?? [210, 297];
    const src = `api/works/${encodeURIComponent(app.work)}/source/${app.file}/page/${number}.png`;
    const picture = make("img", { src, alt: say("pageNo", { n: number }), loading: "lazy" });
    const sheet = make("figure", { class: "sheet-page" }, picture);
    sheet.style.aspectRatio = `${width} / ${height}`;
    for (const line of file.lines) {
      if (line.page !== number || !line.box) continue;
      const [x0, y0, x1, y1] = line.box.map((part, at) => (part / (at % 2 ? height : width)) * 100);
      const box = make("div", { class: "box", title: line.text, data: { line: line.n } });
      Object.assign(box.style, { left: `${x0}%`, top: `${y0}%`, width: `${x1 - x0}%`, height: `${y1 - y0}%` });
      nodes.set(line.n, [box]);
      sheet.append(box);
    }
    sheets.append(sheet);
  }
  listen(sheets);
  body.append(sheets);
}

/**
 * The page stands in a frame in which no script runs; its lines are marked and heard from here.
 * @param {HTMLElement} body
 */
function showFrame(body) {
  const src = `api/works/${encodeURIComponent(app.work)}/source/${app.file}/html`;
  const frame = make("iframe", { class: "frame", title: say("framed"), sandbox: "allow-same-origin", src });
  frame.addEventListener("load", () => {
    const page = frame.contentDocument;
    if (!page?.body || !frame.isConnected) return;
    const style = page.createElement("style");
    style.textContent = FRAME_STYLE;
    page.head.append(style);
    for (const node of page.querySelectorAll("[data-line]")) {
      if (node.querySelector("[data-line]")) continue; // words stand in the innermost
      const n = Number(node.dataset.line);
      nodes.set(n, [...(nodes.get(n) ?? []), node]);
    }
    scroller = page.scrollingElement;
    listen(page);
    page.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (!document.dispatchEvent(new KeyboardEvent("keydown", { key: event.key, shiftKey: event.shiftKey, cancelable: true }))) {
        event.preventDefault();
      }
    });
    page.addEventListener("scroll", () => emit("scrolled", "source"));
    page.addEventListener("mouseover", () => emit("over", "source"));
    decorate();
    show(true);
  });
  body.append(frame);
}

/** @param {Document|HTMLElement} root */
function listen(root) {
  /** @param {any} event @returns {HTMLElement|null} */
  const lineOf = (event) => event.target?.closest?.("[data-line]");
  root.addEventListener("click", (event) => {
    event.preventDefault();
    const node = lineOf(event);
    if (!node) return;
    const n = Number(node.dataset.line);
    app.selected = String(node.ownerDocument.getSelection() ?? "").trim(); // words that are meant in it
    choose(n, itemUnder(n, node, /** @type {MouseEvent} */ (event)), "source");
    emit("ask");
  });
  root.addEventListener("mouseover", (event) => {
    const node = lineOf(event);
    hover(Number(node?.dataset.line ?? 0) || null, (node && nodeItems.get(node)) ?? null);
  });
  root.addEventListener("mouseleave", () => hover(null));
}

/**
 * Of a line that holds several items, the one that was pointed at.
 * @param {number} n @param {HTMLElement} node @param {MouseEvent} event @returns {string|null}
 */
function itemUnder(n, node, event) {
  const words = node.querySelector(".words");
  if (!words || itemsOn(n).length < 2) return nodeItems.get(node) ?? null;
  const caret = /** @type {any} */ (document).caretPositionFromPoint?.(event.clientX, event.clientY)
    ?? document.caretRangeFromPoint?.(event.clientX, event.clientY);
  if (!caret) return null;
  const range = document.createRange();
  range.setStart(words, 0);
  range.setEnd(caret.offsetNode ?? caret.startContainer, caret.offset ?? caret.startOffset);
  const at = range.toString().length;
  return itemAt(n, at)?.id ?? null;
}

/** @param {Element} node @param {import("./types.js").Item} item @returns {boolean} whether one's words are in the other's */
function isPartOf(node, item) {
  const [shown, made] = [node.textContent ?? "", wordsOf(item)].map((text) => text.replace(/\s+/gu, ""));
  return Boolean(shown && made) && (made.includes(shown) || shown.includes(made));
}

/** Elements of a line that holds several items are told apart by their words, in order. */
function linkItems() {
  [itemNodes, nodeItems] = [new Map(), new Map()];
  for (const [n, elements] of nodes) {
    let items = elements.length > 1 ? itemsOn(n).filter(wordsOf) : [];
    for (const element of items.length > 1 ? elements : []) {
      const at = items.findIndex((item) => isPartOf(element, item));
      if (at < 0) continue;
      items = items.slice(at);
      nodeItems.set(element, items[0].id);
      itemNodes.set(items[0].id, [...(itemNodes.get(items[0].id) ?? []), element]);
    }
  }
}

/** Doubts and what was dropped are marked on each line. */
function decorate() {
  const { state } = app;
  if (!state) return;
  linkItems();
  const doubts = new Set(state.doubts.map((doubt) => doubt.line));
  const dropped = new Map(state.dropped.map((one) => [one.line, one.rule_says]));
  for (const [n, elements] of nodes) {
    const rule = itemsOn(n).length ? undefined : dropped.get(n);
    for (const element of elements) {
      element.classList.toggle("desk-doubt", doubts.has(n));
      element.classList.toggle("desk-dropped", rule !== undefined);
      const told = element.querySelector(":scope > .rule");
      if (told) told.textContent = rule ?? "";
    }
  }
}

/** @param {string} name @param {Element[]} elements */
function toggle(name, elements) {
  for (const old of scroller?.ownerDocument.querySelectorAll(`.source .desk-${name}, [data-line].desk-${name}`) ?? []) {
    old.classList.remove(`desk-${name}`);
  }
  for (const element of elements) element.classList.add(`desk-${name}`);
}

/** Mark the line that is chosen, of a line that holds several items the words of one. @param {boolean} scrolls */
function show(scrolls) {
  const rows = [...nodes.values()].flat().filter((node) => node.matches("[tabindex='0'], .desk-here"));
  for (const old of rows) {
    old.setAttribute("aria-selected", "false");
    old.setAttribute("tabindex", "-1");
    const words = old.querySelector(":scope > .words");
    if (words) words.replaceChildren(words.textContent ?? ""); // its mark is gone
  }
  const item = itemHere();
  const items = itemsOn(app.line);
  const here = elementsOf(app.line, items.length > 1 ? item?.id : null);
  toggle("here", here);
  const row = here.find((node) => node.matches("[role=option]"));
  (row ?? get("source-body").querySelector("[role=option]"))?.setAttribute("tabindex", "0");
  row?.setAttribute("aria-selected", "true");
  const words = row?.querySelector(".words");
  if (words && app.item && item && items.length > 1) {
    const text = words.textContent ?? "";
    const at = placesOn(app.line).find(([one]) => one === item)?.[1];
    words.replaceChildren(...markWords(text, wordsOf(item), at));
  }
  const point = words?.querySelector("mark") ?? here[0];
  if (scrolls && point && scroller) reveal(scroller, point);
}
