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
  get("sheet").replaceChildren(
    make("p", { class: "hint" }, say(rows.length ? "droppedHint" : "droppedNone")),
    make("ul", { class: "cards" }, rows.map((one) => make("li", {},
      make("p", { class: "card-text" }, one.text.length > 120 ? `${one.text.slice(0, 120)}…` : one.text),
      make("p", { class: "card-foot" }, placeButton(one.line), make("span", { title: one.rule }, one.rule_says),
        one.keep ? button(say("keepAfterAll"), () => keepIt(one), { class: "quiet" }) : null)))),
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
