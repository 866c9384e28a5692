// Both panes scroll together: the one under the hand leads, the other follows by the line at its top.

import { get } from "./dom.js";
import { findRow } from "./outline.js";
import { itemAtTop, sourceScroller, topOfItem } from "./source.js";
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
    if (!source) return;
    const [led, follower] = leader === "source" ? [source, outline] : [outline, source];
    const rowTop = (/** @type {any} */ item) => findRow(item.id)?.getBoundingClientRect().top;
    const item = leader === "source"
      ? itemAtTop(topOf(source))
      : app.state?.outline.find((one) => (findRow(one.id)?.getBoundingClientRect().bottom ?? 0) > topOf(outline));
    const [from, to] = item ? (leader === "source" ? [topOfItem(item), rowTop(item)] : [rowTop(item), topOfItem(item)]) : [];
    if (from === undefined || to === undefined) return;
    follower.scrollTop += to - topOf(follower) - Math.max(from - topOf(led), -60);
  });
}

/** @param {Element} scroller @returns {number} the top of what is seen, on the screen of the element's own page */
const topOf = (scroller) => (scroller === scroller.ownerDocument.scrollingElement ? 0 : scroller.getBoundingClientRect().top);
