// Facts in a form: each with where it was read and what else it could be.

import { describe } from "./api.js";
import { foresee, forget, listOf, take } from "./changes.js";
import { button, calm, get, make, onEnter } from "./dom.js";
import { describeEffect } from "./effect.js";
import { app, choose, on, textOf } from "./store.js";
import { say } from "./words.js";

on("tab state language", () => app.tab === "facts" && draw());

/** @param {import("./types.js").Fact} fact @param {string} typed */
const valueOf = (fact, typed) =>
  isList(fact) ? listOf(typed) : typed.trim();

/** @param {import("./types.js").Fact} fact */
const isList = (fact) => fact.kind === "list" || Array.isArray(fact.value);

/** @param {import("./types.js").Fact} fact */
const printed = (fact) => (Array.isArray(fact.value) ? fact.value.join("\n") : fact.value ?? "");

function draw() {
  const facts = app.state?.facts ?? [];
  const focus = document.activeElement?.id ?? "";
  get("sheet").replaceChildren(make("div", { class: "facts" }, facts.map(drawFact)));
  if (focus.startsWith("fact-")) get(focus)?.focus();
}

/** @param {number|null} line @returns {any} a button that shows the place */
export const placeButton = (line) =>
  line ? button(say("lineNo", { n: line }), () => choose(line, null), { class: "place", title: textOf(line).slice(0, 80) }) : null;

/** @param {import("./types.js").Fact} fact */
function drawFact(fact) {
  const id = `fact-${fact.name}`;
  const effect = make("div", { class: "effect", "aria-live": "polite", hidden: true });
  const submitter = make("button", { type: "submit", class: "primary", disabled: true }, say("factTake"));
  const change = () => ({ kind: /** @type {const} */ ("fact"), name: fact.name, value: valueOf(fact, field.value) });
  const weigh = calm(async () => {
    effect.hidden = false;
    try {
      const found = await foresee(change());
      if (!found) return;
      effect.replaceChildren(...describeEffect({ ...found, facts: found.facts.filter((one) => one.name !== fact.name) }));
      submitter.disabled = false;
    } catch (error) {
      effect.replaceChildren(describe(error));
    }
  }, 200);
  const edited = () => {
    submitter.disabled = true;
    if (field.value === printed(fact)) {
      effect.hidden = true;
      forget();
    } else weigh();
  };
  const save = async () => {
    if (!submitter.disabled && field.value !== printed(fact)) await take(change(), say("factSaved", { label: fact.label }));
  };
  const attributes = { id, autocomplete: "off", oninput: edited, onkeydown: onEnter(save) };
  /** @type {any} */
  let field;
  if (fact.choices) {
    const options = ["", ...fact.choices].map((one) => make("option", { value: one }, one || say("nothing")));
    field = make("select", { ...attributes, onchange: edited }, options);
    field.value = printed(fact);
  } else {
    const rows = isList(fact) ? Math.max(2, printed(fact).split("\n").length) : Math.ceil((printed(fact).length + 1) / 24);
    field = make("textarea", { ...attributes, rows, value: printed(fact) });
  }
  const put = (/** @type {string} */ value) => {
    field.value = value;
    field.focus();
    edited();
  };
  const withdraw = () => take({ kind: "fact", name: fact.name, value: "" }, say("factSaved", { label: fact.label }));
  return make("form", { class: `fact ${fact.from}`, onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); save(); } },
    make("label", { for: id }, fact.label, isList(fact) ? make("small", {}, ` ${say("onePerLine")}`) : null),
    field,
    make("p", { class: "origin" }, make("span", {}, say(fact.from)), placeButton(fact.line),
      fact.excerpt ? make("q", {}, fact.excerpt.slice(0, 60)) : null,
      fact.from === "manifest" ? button(say("factWithdraw"), withdraw, { class: "quiet" }) : null),
    fact.others?.length
      ? make("p", { class: "others" }, make("span", {}, say("others")), fact.others.map((one) =>
        button(one.value, () => {
          if (one.line) choose(one.line, null);
          put(one.value);
        }, { class: "chip" })))
      : null,
    effect,
    make("p", { class: "buttons" }, submitter));
}
