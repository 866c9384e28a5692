// What keys do, and the table that says so.

import { step as undoOrRedo } from "./changes.js";
import { button, get, make } from "./dom.js";
import { findRow } from "./outline.js";
import { elementsOf } from "./source.js";
import { isOnLine, letGo, moveDoubt, moveEnd, openLine, pickNamed, pickNumber, takePicked } from "./steps.js";
import { app, choose, emit, itemHere, on } from "./store.js";
import { TABS } from "./tabs.js";
import { say } from "./words.js";

const TABLE = [
  ["↑ ↓", "keysMove"], ["j k", "keysDoubts"], ["1 – 9", "keysChoose"], ["Enter", "keysTake"], ["e", "keysEdit"], ["r", "keysReason"],
  ["← →", "keysEnd"], ["u  U", "keysUndo"], ["/", "keysFind"], ["[ ]", "keysTabs"], ["F6", "keysPanes"], ["p", "keysPage"], ["Esc", "keysEsc"],
];
const PANES = ["source", "outline", "panel"];

on("language", drawHelp);

function drawHelp() {
  const help = get("help");
  help.replaceChildren(
    make("h2", { id: "help-name" }, say("help")),
    make("table", {}, make("tbody", {}, TABLE.map(([keys, key]) => make("tr", {},
      make("th", { scope: "row" }, keys.split(" ").filter(Boolean).map((one) => make("kbd", {}, one))), make("td", {}, say(key)))))),
    make("p", { class: "buttons" }, button(say("close"), () => help.close())));
}

/** @type {Record<string, (event: KeyboardEvent) => unknown>} */
const KEYS = {
  "?": () => get("help").showModal(),
  j: () => moveDoubt(1),
  k: () => moveDoubt(-1),
  u: () => undoOrRedo("undo"),
  U: () => undoOrRedo("redo"),
  "/": () => get("find").select(),
  e: () => {
    if (!isOnLine()) openLine();
    pickNamed("emendation");
  },
  r: () => get("step-reason")?.select(),
  p: () => emit("see", app.view === "desk" ? "page" : "desk"),
  "[": () => turnTab(-1),
  "]": () => turnTab(1),
  Escape: () => letGo(),
  ArrowDown: (event) => moveLine(event, 1),
  ArrowUp: (event) => moveLine(event, -1),
  ArrowRight: (event) => moveEnd(event.altKey ? "from" : "to", 1, event.shiftKey),
  ArrowLeft: (event) => moveEnd(event.altKey ? "from" : "to", -1, event.shiftKey),
  Enter: () => (get("step-take") ? takePicked() : openLine()),
};

/** Hear every key that is not typed into something. */
export function listenToKeys() {
  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const types = target.matches?.("input, textarea, select");
    if (event.isComposing || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
    if (event.key === "F6") return movePane(event);
    if (types) {
      if (event.key === "Escape") get("panel").focus({ preventScroll: true });
      return;
    }
    if (!app.state || (event.altKey && !event.key.startsWith("Arrow"))) return;
    if (event.key === "Enter" && target.matches?.("a, summary, button:not(.choice[aria-pressed=true])")) return;
    if (event.key.startsWith("Arrow") && target.matches?.("[role=tab]")) return;
    const number = Number(event.key);
    if (number >= 1 && number <= 9 && app.tab === "doubts") {
      event.preventDefault();
      return pickNumber(number);
    }
    const act = KEYS[event.key];
    if (!act) return;
    if (!event.key.startsWith("Arrow") || get("step-end")) event.preventDefault();
    act(event);
  });
}

/** @param {number} by */
function turnTab(by) {
  const next = TABS[(TABS.findIndex(([name]) => name === app.tab) + by + TABS.length) % TABS.length];
  emit("open", next[0]);
}

/** @param {KeyboardEvent} event */
function movePane(event) {
  event.preventDefault();
  const now = PANES.findIndex((pane) => get(pane).contains(document.activeElement));
  const next = PANES[(now + (event.shiftKey ? PANES.length - 1 : 1) + PANES.length) % PANES.length];
  const pane = get(next);
  (next === "panel" ? pane : pane.querySelector(".desk-here[tabindex='0'], [role][tabindex='0']") ?? pane.querySelector("button, select, input"))?.focus();
}

/** Move in the pane that has the focus: in the outline by items, elsewhere by lines. @param {KeyboardEvent} event @param {number} by */
function moveLine(event, by) {
  const inPanel = get("panel").contains(document.activeElement);
  if (inPanel && !isOnLine()) return; // the sheet scrolls
  event.preventDefault();
  const inOutline = get("outline").contains(document.activeElement);
  const all = inOutline ? app.state?.outline ?? [] : app.files[app.file]?.lines.map((line) => line.n) ?? [];
  const now = all.findIndex((one) => one === (inOutline ? itemHere() : app.line));
  const next = /** @type {any} */ (all[Math.max(0, Math.min(all.length - 1, now + by))]);
  if (!next) return;
  if (inOutline) choose(next.lines[0] || null, next.id, "keys");
  else choose(next, null, "keys");
  const row = inOutline ? findRow(next.id) : elementsOf(next)[0];
  if (!inPanel && row?.matches("[tabindex]")) row.focus({ preventScroll: true });
  app.selected = "";
  if (isOnLine()) openLine();
}
