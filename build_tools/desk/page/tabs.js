// The sheets beside the panes, one shown at a time.

import { get, make } from "./dom.js";
import { app, emit, on } from "./store.js";
import { say } from "./words.js";

/** @type {[string, string, (state: import("./types.js").State) => number][]} name, its word, how many stand there */
export const TABS = [
  ["doubts", "tabDoubts", (state) => state.doubts.length],
  ["facts", "tabFacts", () => 0],
  ["dropped", "tabDropped", (state) => state.dropped.length],
  ["decisions", "tabDecisions", (state) => state.decisions.length + state.emendations.length],
  ["terms", "tabTerms", () => 0],
  ["publish", "tabPublish", () => 0],
];

on("state language work", draw);
on("open", open);

/** @param {string} name */
function open(name) {
  app.tab = name;
  draw();
  get("sheet").scrollTop = 0;
  emit("tab");
}

function draw() {
  const tabs = get("tabs");
  const had = tabs.contains(document.activeElement);
  const turn = (/** @type {KeyboardEvent} */ event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by) open(TABS[(TABS.findIndex(([name]) => name === app.tab) + by + TABS.length) % TABS.length][0]);
  };
  tabs.replaceChildren(...TABS.map(([name, word, count]) => {
    const here = name === app.tab;
    const number = app.state ? count(app.state) : 0;
    return make("button", {
      type: "button", role: "tab", id: `tab-${name}`, "aria-selected": String(here), "aria-controls": "sheet",
      tabindex: here ? "0" : "-1", onclick: () => open(name), onkeydown: turn,
    }, say(word), number ? make("span", { class: "number" }, String(number)) : "");
  }));
  get("sheet").setAttribute("aria-labelledby", `tab-${app.tab}`);
  if (had) get(`tab-${app.tab}`).focus();
}
