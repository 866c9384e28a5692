// What a change does elsewhere, in words and rows.

import { make } from "./dom.js";
import { choose } from "./store.js";
import { say } from "./words.js";

const SHOWN = 6;

/** @param {import("./types.js").Item|null} row */
const write = (row) =>
  row
    ? [make("code", {}, row.anchor), " ", make("b", {}, row.label), (row.heading ?? "") + row.text.slice(0, 60)]
    : [make("span", { class: "none" }, say("nothing"))];

/** @param {any[]} rows @returns {any[]} the first ones, and the others behind a word */
function fold(rows) {
  const rest = rows.slice(SHOWN);
  return [
    ...rows.slice(0, SHOWN),
    rest.length ? make("li", {}, make("details", {}, make("summary", {}, say("more", { count: rest.length })), make("ul", {}, rest))) : null,
  ];
}

/**
 * @param {import("./types.js").Effect} effect
 * @returns {any[]} what is shown of it
 */
export function describeEffect(effect) {
  const { doubts, anchors, facts, outline, dropped } = effect;
  const lines = [
    ...doubts.gone.map((one) => make("li", { class: "good" }, say("effectGone", { says: one.says }))),
    ...doubts.new.map((one) => make("li", { class: "bad" }, say("effectNew", { says: one.says }))),
    ...facts.map((one) =>
      make("li", {}, say("effectFact", { label: one.label ?? one.name, was: print(one.was), is: print(one.is) }))),
    ...(dropped?.new ?? []).map((one) => make("li", {}, say("effectDropped", { text: one.text.slice(0, 40) }))),
    ...(dropped?.gone ?? []).map((one) => make("li", {}, say("effectKept", { text: one.text.slice(0, 40) }))),
  ];
  const moved = { new: anchors.new.length, lost: anchors.lost.length, moved: anchors.moved.length, changed: anchors.changed?.length ?? 0 };
  if (moved.new + moved.lost + moved.moved + moved.changed) {
    lines.push(make("li", { class: moved.lost ? "bad" : "" }, say("effectAnchors", moved)));
  }
  const rows = outline.map((row) => {
    const go = () => choose((row.was ?? row.is)?.lines?.[0] || null, null);
    return make("li", { class: "row", onclick: go }, make("del", {}, write(row.was)), make("ins", {}, write(row.is)));
  });
  if (!lines.length && !rows.length) return [make("p", { class: "same" }, say("effectNone"))];
  return [
    lines.length ? make("ul", { class: "sums" }, fold(lines)) : null,
    rows.length ? make("h4", {}, say("effectOutline", { count: rows.length })) : null,
    rows.length ? make("ul", { class: "rows" }, fold(rows)) : null,
  ].filter(Boolean);
}

/** @param {unknown} value */
const print = (value) =>
  value === null || value === undefined || value === "" ? say("nothing") : Array.isArray(value) ? value.join("、") : String(value);
