// What was dropped, with its rule; what is decided and emended, and can be taken back.

import { take } from "./changes.js";
import { button, get, make } from "./dom.js";
import { placeButton } from "./facts.js";
import { openLine, pickNamed } from "./steps.js";
import { app, choose, on } from "./store.js";
import { say } from "./words.js";

on("tab state language", () => {
  if (app.tab === "dropped") drawDropped();
  if (app.tab === "decisions") drawDecisions();
});

function drawDropped() {
  const rows = app.state?.dropped ?? [];
  const keepIt = (/** @type {import("./types.js").Dropped} */ one) => {
    choose(one.line, null);
    openLine();
    pickNamed("keep");
  };
  /** @type {Map<string, import("./types.js").Dropped[]>} */
  const rules = new Map();
  for (const one of rows) rules.set(one.rule_says, [...(rules.get(one.rule_says) ?? []), one]);
  get("sheet").replaceChildren(
    make("p", { class: "hint" }, say(rows.length ? "droppedHint" : "droppedNone")),
    ...[...rules].map(([rule, some]) => make("section", { class: "rules" }, make("h3", {}, rule, make("small", {}, ` ${some.length}`)),
      make("ul", {}, some.map((one) => make("li", {},
        make("span", { class: "card-text" }, one.text.length > 120 ? `${one.text.slice(0, 120)}…` : one.text), placeButton(one.line),
        one.keep ? button(say("keepAfterAll"), () => keepIt(one), { class: "quiet" }) : null))))),
  );
}

function drawDecisions() {
  const state = app.state;
  const rows = [...(state?.decisions ?? []), ...(state?.emendations ?? [])];
  get("sheet").replaceChildren(
    rows.length ? "" : make("p", { class: "hint" }, say("decisionsNone")),
    make("ul", { class: "cards" }, rows.map((one) => make("li", {},
      make("h3", {}, one.label ?? one.choice ?? say("emended")),
      make("p", { class: "card-text" }, one.excerpt ?? one.source ?? "",
        one.reads === undefined ? null : [make("span", { class: "becomes" }, ` ${say("becomes")} `), make("ins", {}, one.reads.replaceAll("\n", "⏎"))]),
      make("p", { class: "because" }, one.reason),
      make("p", { class: "card-foot" }, placeButton(one.line),
        button(say("withdraw"), () => take({ kind: "withdraw", id: one.id }), { class: "quiet" }))))),
  );
}
