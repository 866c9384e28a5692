// The right pane: what was made of the file, an item a row.

import { get, make, reveal } from "./dom.js";
import { app, choose, emit, hover, itemsOn, on, wordsOf } from "./store.js";
import { say } from "./words.js";

const CLIP = 160; // characters of a paragraph: enough to know it by
/** @type {Map<string, HTMLElement>} rows by the item's id */
let rows = new Map();

on("state work language", render);
on("place", (by) => show(by !== "outline"));
on("hover", () => mark("hover", itemsOn(app.hover).filter((item) => !app.hoverItem || item.id === app.hoverItem)));
on("effect", () => {
  const anchors = new Set(app.effect?.outline.map((row) => row.was?.anchor));
  mark("will", app.effect ? app.state?.outline.filter((item) => item.anchor && anchors.has(item.anchor)) ?? [] : []);
});

/** @param {string} id @returns {HTMLElement|undefined} */
export const findRow = (id) => rows.get(id);

/** Draw the outline anew, at the place where it stood. */
function render() {
  const body = get("outline-body");
  const { state } = app;
  const top = body.scrollTop;
  rows = new Map();
  const doubtful = new Set(state?.doubts.map((doubt) => itemsOn(doubt.line)[0]?.id));
  const tree = make("div", { class: "tree", role: "tree", "aria-label": say("outline") });
  for (const item of state?.outline ?? []) {
    const row = make(
      "div",
      {
        class: `item ${item.kind}${doubtful.has(item.id) ? " desk-doubt" : ""}`, role: "treeitem",
        "aria-level": item.level + 1, "aria-selected": "false", tabindex: "-1", data: { item: item.id },
      },
      make("span", { class: "anchor", title: item.anchor, "aria-hidden": "true" }, item.anchor?.split("-").pop() ?? ""),
      make(
        "span",
        { class: "words" },
        item.label ? make("span", { class: "label" }, item.label) : null,
        item.heading ? make("b", {}, item.heading) : null,
        item.text.length > CLIP ? `${item.text.slice(0, CLIP)}…` : item.text,
        wordsOf(item) ? null : make("span", { class: "unprinted" }, say(item.anchor ?? "")),
        item.rows ? drawTable(item) : null,
      ),
      item.decided ? make("span", { class: "stamp", title: say("tabDecisions") }, "定") : null,
    );
    row.style.setProperty("--level", String(Math.min(item.level, 8)));
    rows.set(item.id, row);
    tree.append(row);
  }
  listen(tree);
  body.replaceChildren(rows.size ? tree : make("p", { class: "empty" }, say("emptyOutline")));
  body.scrollTop = top;
  show(false);
}

/** @param {import("./types.js").Item} item */
function drawTable({ rows: cells = [], header_rows: heads = 0 }) {
  const body = cells.map((row, at) => make("tr", {}, row.map((cell) => make(at < heads ? "th" : "td", {}, String(cell ?? "")))));
  return make("table", {}, body);
}

/** @param {HTMLElement} tree */
function listen(tree) {
  /** @param {any} event */
  const itemOf = (event) => app.state?.outline.find((item) => item.id === event.target?.closest?.("[data-item]")?.dataset.item);
  tree.addEventListener("click", (event) => {
    const item = itemOf(event);
    if (!item) return;
    app.selected = String(getSelection() ?? "").trim();
    choose(item.lines[0] || null, item.id, "outline");
    emit("ask");
  });
  tree.addEventListener("mouseover", (event) => hover(itemOf(event)?.lines[0] || null, itemOf(event)?.id));
  tree.addEventListener("mouseleave", () => hover(null));
}

/** @param {string} name @param {import("./types.js").Item[]} items */
function mark(name, items) {
  for (const old of get("outline-body").querySelectorAll(`.desk-${name}`)) old.classList.remove(`desk-${name}`);
  for (const item of items) rows.get(item.id)?.classList.add(`desk-${name}`);
}

/** Mark the item that is chosen, or all of the line that is. @param {boolean} scrolls */
function show(scrolls) {
  for (const old of get("outline-body").querySelectorAll(".desk-here, [tabindex='0']")) {
    old.setAttribute("tabindex", "-1");
    old.setAttribute("aria-selected", "false");
  }
  const items = itemsOn(app.line).filter((item) => !app.item || item.id === app.item);
  mark("here", items);
  for (const item of items) rows.get(item.id)?.setAttribute("aria-selected", "true");
  const first = items.length ? rows.get(items[0].id) : undefined;
  (first ?? rows.values().next().value)?.setAttribute("tabindex", "0");
  if (scrolls && first) reveal(get("outline-body"), first);
}
