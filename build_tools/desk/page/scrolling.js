// Both panes scroll together: the one under the hand leads, the other follows by the line at its top.

import { get } from "./dom.js";
import { findRow } from "./outline.js";
import { sourceLines, sourceScroller } from "./source.js";
import { app, on } from "./store.js";

let leader = "";
let asked = 0;

on("over", (pane) => (leader = pane));
on("scrolled", (pane) => pane === leader && follow());

/** Listen to both panes. */
export function scrollTogether() {
  for (const pane of ["source", "outline"]) {
    for (const kind of ["pointerenter", "wheel"]) get(pane).addEventListener(kind, () => (leader = pane), { passive: true });
    get(`${pane}-body`).addEventListener("scroll", () => leader === pane && follow());
  }
  get("panel").addEventListener("pointerenter", () => (leader = ""));
  addEventListener("keydown", () => (leader = ""), true);
}

function follow() {
  cancelAnimationFrame(asked);
  asked = requestAnimationFrame(() => {
    const [source, outline] = [sourceScroller(), get("outline-body")];
    const items = app.state?.outline ?? [];
    if (!source) return;
    // Of the leader, what stands at its top, and how far above its top that begins.
    if (leader === "source") {
      const top = topOf(source);
      const [n, [node]] = [...sourceLines()].find(([, [one]]) => one.getBoundingClientRect().bottom > top) ?? [0, []];
      const item = node && items.find((one) => one.lines[1] >= n);
      align(outline, item && findRow(item.id), node ? node.getBoundingClientRect().top - top : 0);
    } else {
      const top = topOf(outline);
      const item = items.find((one) => (findRow(one.id)?.getBoundingClientRect().bottom ?? 0) > top);
      const row = item && findRow(item.id);
      if (item && row) align(source, sourceLines().get(item.lines[0])?.[0], row.getBoundingClientRect().top - top);
    }
  });
}

/** @param {Element} scroller @returns {number} the top of what is seen, on the screen of the element's own page */
const topOf = (scroller) => (scroller === scroller.ownerDocument.scrollingElement ? 0 : scroller.getBoundingClientRect().top);

/** @param {Element} scroller @param {HTMLElement|undefined} node @param {number} above */
function align(scroller, node, above) {
  if (node) scroller.scrollTop += node.getBoundingClientRect().top - topOf(scroller) - Math.max(above, -60);
}
