// A line is found by its words, in the source or in the outline.

import { get, make } from "./dom.js";
import { app, choose, itemAt, on } from "./store.js";
import { say } from "./words.js";

let at = -1;

on("language work", draw);

function draw() {
  at = -1;
  const input = make("input", {
    id: "find", type: "search", placeholder: say("find"), "aria-label": say("find"), autocomplete: "off",
    oninput: () => {
      at = -1;
      go(1);
    },
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Enter") go(event.shiftKey ? -1 : 1);
      if (event.key === "Escape") event.preventDefault(); // what was looked for stays
    },
  });
  get("outline-tools").replaceChildren(make("span", { id: "found", class: "hint", role: "status" }), input);
}

/** @param {number} by */
function go(by) {
  const words = get("find").value.trim().toLowerCase();
  const found = get("found");
  const lines = words ? app.files.flatMap((file) => file.lines).filter((line) => line.text.toLowerCase().includes(words)) : [];
  found.textContent = !words ? "" : lines.length ? "" : say("notFound");
  if (!lines.length) return;
  at = (at + by + lines.length) % lines.length;
  found.textContent = say("found", { n: at + 1, count: lines.length });
  const line = lines[at].n;
  choose(line, itemAt(line, lines[at].text.toLowerCase().indexOf(words))?.id ?? null);
}
