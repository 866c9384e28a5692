// Doubts, one at a time, and lines that are told what they are: choices, what they change, their reason.

import { describe } from "./api.js";
import { foresee, forget, listOf, makeEmendation, take } from "./changes.js";
import { get, calm, make, markWords, tell } from "./dom.js";
import { describeEffect } from "./effect.js";
import { app, choose, emit, itemHere, itemsOn, on, placesOn, textOf, wordsOf } from "./store.js";
import { knows, say } from "./words.js";

/**
 * What is asked now.
 * @type {{doubt: import("./types.js").Doubt|null, line: number|null, text: string,
 *   choices: import("./types.js").Choice[], picked: number, from: number, to: number, value: string, reason: string,
 *   effect: import("./types.js").Effect|null, error: unknown}|null}
 */
let step = null;
let at = 0;

const TELLS = ["heading", "paragraph", "title", "furniture", "annex", "annexes", "plan"];
const LONGEST = 400; // characters of a line that are looked at at once
const MARKS = /[。；：:，、！？.\s]/u;

on("work", () => {
  at = 0;
  step = null;
});
on("state", () => {
  at = Math.min(at, Math.max((app.state?.doubts.length ?? 1) - 1, 0));
  openDoubt(at, false);
});
on("tab language", () => app.tab === "doubts" && draw());
on("ask", openLine);

/** @returns {boolean} whether a line is asked about, not a doubt */
export const isOnLine = () => Boolean(step && !step.doubt);

/** Go to the next or the previous doubt. @param {number} by */
export function moveDoubt(by) {
  const count = app.state?.doubts.length ?? 0;
  if (count) openDoubt(step?.doubt ? (at + by + count) % count : at);
}

/** @param {number} index of the doubt @param {boolean} [shows] the step, too */
export function openDoubt(index, shows = true) {
  forget();
  const doubt = app.state?.doubts[index] ?? null;
  at = index;
  step = null;
  if (doubt) {
    const at = textOf(doubt.line).indexOf(doubt.excerpt);
    const item = itemsOn(doubt.line).length > 1 ? placesOn(doubt.line).findLast(([, start]) => start <= at)?.[0] : undefined;
    const text = wordsFrom(doubt.line, item) || doubt.excerpt;
    step = { doubt, line: doubt.line, text, choices: doubt.choices.slice(0, 9), ...fresh(text) };
    if (doubt.line) choose(doubt.line, item?.id ?? null);
  }
  if (shows && app.tab !== "doubts") emit("open", "doubts");
  else draw();
}

/** Ask what the chosen line is. */
export function openLine() {
  const { line } = app;
  if (line === null) return;
  forget();
  const item = itemHere();
  const text = wordsFrom(line, item);
  const dropped = app.state?.dropped.find((one) => one.line === line);
  /** @type {import("./types.js").Choice[]} */
  const choices = [];
  if (dropped?.keep) choices.push({ choice: "keep", label: say("keep"), changes: dropped.keep, asks: ["reason"] });
  const tells = app.state?.tells ?? TELLS.map((choice) => ({ choice, label: say(choice) }));
  for (const { choice, label } of tells) {
    if (choice === "keep" || choice === "accept") continue;
    const asks = choice === "furniture" ? ["reason"] : ["excerpt", "reason"];
    choices.push({ choice, label: label || say(choice), asks, changes: { kind: "decision", choice, excerpt: item && itemsOn(line).length > 1 ? wordsOf(item).slice(0, LONGEST) : text, line, reason: "" } });
  }
  choices.push({ choice: "emend", label: say("emend"), asks: ["reads", "reason"], changes: { kind: "emendation", line, reason: "" } });
  step = { doubt: null, line, text, choices: choices.slice(0, 9), ...fresh(text) };
  if (app.tab !== "doubts") emit("open", "doubts");
  else draw();
}

/**
 * What may be said of a line: its words, of a long one those from an item on.
 * @param {number|null} line @param {import("./types.js").Item|undefined} item
 */
function wordsFrom(line, item) {
  const at = itemsOn(line).length > 1 ? placesOn(line).find(([one]) => one === item)?.[1] ?? 0 : 0;
  return textOf(line).slice(at, at + LONGEST);
}

/** @param {string} text */
const fresh = (text) => ({ picked: -1, from: 0, to: text.length, value: text, reason: "", effect: null, error: null });

/** Let go of a choice; then, of a line, go back to the doubts. @returns {boolean} whether there was something to let go */
export function letGo() {
  if (!step) return false;
  if (step.picked >= 0) {
    Object.assign(step, fresh(step.text));
    forget();
    draw();
  } else if (!step.doubt) openDoubt(at);
  else return false;
  return true;
}

/** Choose, and ask what it changes. @param {number} number from 0 */
export function pick(number) {
  const choice = step?.choices[number];
  if (!step || !choice) return;
  const { changes, asks = [] } = choice;
  const excerpt = changes.excerpt ?? "";
  Object.assign(step, fresh(step.text), { picked: number });
  if (asks.includes("excerpt") && excerpt) {
    if (!step.text.includes(excerpt)) step.text = excerpt;
    step.from = step.text.indexOf(excerpt);
    step.to = step.from + excerpt.length;
  }
  if (asks.includes("reads") && changes.source) step.text = changes.source;
  step.value = asks.includes("value") ? [changes.value ?? ""].flat().join("\n") : String(changes.reads ?? step.text);
  const because = `because-${choice.choice}`;
  step.reason = changes.reason || (knows(because) ? say(because) : choice.label);
  draw();
  tell(say("chosen", { label: choice.label }), true);
  if (asks.includes("value") || asks.includes("reads")) get("step-text").focus();
  weigh();
}

/** Pick the choice by its name, for keys. @param {string} name */
export function pickNamed(name) {
  const number = step?.choices.findIndex((one) => one.choice === name) ?? -1;
  if (number >= 0) pick(number);
}

/** @returns {import("./types.js").Change|null} what the picked choice asks of the files now */
function makeChange() {
  const choice = step?.choices[step.picked];
  if (!step || !choice) return null;
  const { changes, asks = [] } = choice;
  const change = { ...changes, reason: step.reason };
  if (asks.includes("excerpt")) change.excerpt = step.text.slice(step.from, step.to);
  if (asks.includes("value")) change.value = Array.isArray(changes.value) ? listOf(step.value) : step.value.trim();
  if (!asks.includes("reads")) return change;
  const made = makeEmendation(step.line ?? 0, step.text, step.value);
  return made && { ...made, reason: step.reason };
}

const weighSoon = calm(weigh, 150);

async function weigh() {
  const asked = step;
  const change = makeChange();
  if (!asked) return;
  if (!change) {
    asked.effect = null;
    showEffect();
    return;
  }
  try {
    const effect = await foresee(change);
    if (!effect || step !== asked) return;
    Object.assign(asked, { effect, error: null });
  } catch (error) {
    if (step !== asked) return;
    Object.assign(asked, { effect: null, error });
    forget();
  }
  showEffect();
}

/** Take what is picked, once what it changes has been seen. */
export async function takePicked() {
  if (!step || step.picked < 0) return;
  const change = makeChange();
  if (!change) return tell(say("unchanged"));
  if (!step.effect) return tell(say("takeFirst"));
  if (step.choices[step.picked].asks?.includes("reason") && !step.reason.trim()) {
    get("step-reason")?.focus();
    return tell(say("needReason"));
  }
  const button = get("step-take");
  if (button) button.disabled = true;
  const taken = await take(change);
  if (taken) get("panel").focus({ preventScroll: true });
  else if (button) button.disabled = false;
}

/** Move an end of the words that are meant. @param {"from"|"to"} end @param {number} by @param {boolean} toMark */
export function moveEnd(end, by, toMark) {
  if (!step || !get("step-end")) return;
  const [least, most] = end === "to" ? [step.from + 1, step.text.length] : [0, step.to - 1];
  let next = step[end];
  do next += by;
  while (toMark && next > least && next < most && !MARKS.test(step.text[end === "to" ? next : next - 1]));
  setEnd(end, Math.max(least, Math.min(most, next)));
}

/** @param {"from"|"to"} end @param {number} value */
function setEnd(end, value) {
  if (!step || step[end] === value) return;
  step[end] = value;
  step.effect = null;
  drawEnd();
  weighSoon();
}

function drawEnd() {
  const box = get("step-end");
  if (!step || !box) return;
  const marked = step.text.slice(step.from, step.to);
  const letters = (/** @type {number} */ start, /** @type {number} */ end) =>
    [...Array(end - start).keys()].map((n) => make("span", { data: { at: start + n } }, step?.text[start + n]));
  const last = Math.min(step.text.length, step.to + 80);
  box.replaceChildren(
    ...letters(0, step.from), make("mark", {}, letters(step.from, step.to)), ...letters(step.to, last),
    step.text.length > last ? "…" : "",
  );
  box.setAttribute("aria-valuetext", marked);
  box.setAttribute("aria-valuenow", String(step.to));
  box.setAttribute("aria-valuemax", String(step.text.length));
}

function showEffect() {
  const box = get("step-effect");
  if (!step || !box) return;
  get("step-take").disabled = !step.effect;
  if (step.error) box.replaceChildren(describe(step.error));
  else if (step.effect) box.replaceChildren(make("h3", {}, say("effect")), ...describeEffect(step.effect));
  else box.replaceChildren(make("p", { class: "same" }, say(makeChange() ? "weighing" : "unchanged")));
}

/** Draw the step into the sheet. */
function draw() {
  const sheet = get("sheet");
  if (app.tab !== "doubts" || !app.state) return;
  if (!step) {
    sheet.replaceChildren(make("div", { class: "rest" },
      make("p", { class: "rest-mark", "aria-hidden": "true" }, "✓"),
      make("h2", {}, say("noDoubts")), make("p", {}, say("noDoubtsHint")),
      make("p", { class: "buttons" },
        make("button", { type: "button", onclick: () => emit("open", "facts") }, say("toFacts")),
        make("button", { type: "button", class: "primary", onclick: () => emit("open", "publish") }, say("toPublish")))));
    return;
  }
  const { doubt } = step;
  const count = app.state.doubts.length;
  const head = doubt
    ? [make("span", { class: "count" }, say("doubtOf", { n: at + 1, count })), make("code", {}, doubt.code),
      make("span", { class: "turn" }, turn(-1, "before", "‹"), turn(1, "after", "›"))]
    : [make("span", { class: "count" }, say("lineNo", { n: step.line })), make("code", {}, itemHere()?.anchor ?? ""),
      make("button", { type: "button", class: "quiet", onclick: () => openDoubt(at) }, say("toDoubts"))];
  sheet.replaceChildren(make("article", { class: "step", "aria-labelledby": "step-says" },
    make("div", {}, make("p", { class: "step-head" }, head),
    make("h2", { id: "step-says" }, doubt ? doubt.says : say("thisLine")),
    doubt?.explains ? make("details", { class: "explains" }, make("summary", {}, say("explains")), make("p", {}, doubt.explains)) : null,
    drawContext()),
    make("div", {}, make("ol", { class: "choices", "aria-label": say("choices") }, step.choices.map(drawChoice)),
    step.picked >= 0 ? drawAsks() : null)));
  if (step.picked >= 0) {
    drawEnd();
    showEffect();
  }
}

/** @param {number} by @param {string} key @param {string} sign */
const turn = (by, key, sign) =>
  make("button", { type: "button", class: "quiet", "aria-label": say(key), title: say(key), onclick: () => moveDoubt(by) }, sign);

function drawContext() {
  if (!step) return null;
  const { line } = step;
  if (!line) return make("p", { class: "context whole" }, step.doubt?.excerpt || say("whole"));
  const lines = app.files.find((file) => file.lines.some(({ n }) => n === line))?.lines ?? [];
  const here = lines.findIndex((one) => one.n === line);
  const words = step.doubt?.excerpt || step.text;
  return make("div", { class: "context" }, lines.slice(Math.max(here - 1, 0), here + 2).map((one) => {
    const is = one.n === line;
    const start = is ? Math.max(one.text.indexOf(words) - 40, 0) : 0;
    const text = (start ? "…" : "") + one.text.slice(start, start + (is ? 220 : 70));
    return make("p", { class: is ? "here" : "" },
      make("span", { class: "no" }, String(one.n)), make("span", {}, is ? markWords(text, words.slice(0, 180)) : text));
  }));
}

/** @param {import("./types.js").Choice} choice @param {number} number */
function drawChoice(choice, number) {
  return make("li", {}, make(
    "button",
    {
      type: "button", class: "choice", "aria-pressed": String(step?.picked === number), data: { number },
      "aria-keyshortcuts": String(number + 1), onclick: () => pick(number),
    },
    make("kbd", { "aria-hidden": "true" }, String(number + 1)), make("span", {}, choice.label),
  ));
}

function drawAsks() {
  if (!step) return null;
  const { asks = [] } = step.choices[step.picked];
  const end = asks.includes("excerpt") && step.text
    ? make("div", { class: "ask" },
      make("label", { id: "step-end-name" }, say("endsHere")),
      make("div", {
        id: "step-end", class: "end", role: "slider", tabindex: "0", "aria-labelledby": "step-end-name", "aria-valuemin": "1",
        onclick: (/** @type {any} */ event) => {
          const spot = event.target.dataset?.at;
          if (spot !== undefined) setEnd("to", Math.max(Number(spot) + 1, (step?.from ?? 0) + 1));
        },
      }))
    : null;
  const change = (/** @type {any} */ event) => {
    if (!step) return;
    step.value = event.target.value;
    step.effect = null;
    get("step-take").disabled = true;
    weighSoon();
  };
  const text = asks.includes("reads") || asks.includes("value")
    ? make("label", { class: "ask" }, make("span", {}, say(asks.includes("value") ? "value" : "textNow")),
      make("textarea", { id: "step-text", rows: Math.min(8, Math.ceil(step.value.length / 26) + 1), oninput: change, value: step.value }))
    : null;
  const reason = asks.includes("reason") || step.choices[step.picked].changes.kind !== "fact"
    ? make("label", { class: "ask" }, make("span", {}, say("reason")),
      make("input", { id: "step-reason", value: step.reason, autocomplete: "off",
        oninput: (/** @type {any} */ event) => step && (step.reason = event.target.value) }))
    : null;
  return make("form", { class: "asks", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); takePicked(); } },
    end, text,
    make("div", { id: "step-effect", class: "effect", "aria-live": "polite" }),
    reason,
    make("p", { class: "buttons" },
      make("button", { type: "submit", id: "step-take", class: "primary", disabled: true }, say("takeKey")),
      make("button", { type: "button", onclick: letGo }, say("cancel"))));
}
