// Doubts, one at a time, and lines that are told what they are: choices, what they change, their reason.

import { describe } from "./api.js";
import { foresee, forget, listOf, makeEmendation, take } from "./changes.js";
import { button, calm, get, make, markWords, onEnter, tell } from "./dom.js";
import { describeEffect } from "./effect.js";
import { app, choose, emit, itemAt, itemHere, linesOf, on, placesOn, textOf, wordsOf } from "./store.js";
import { knows, say } from "./words.js";

/** @typedef {import("./types.js").Choice} Choice */
/**
 * What is asked now: of a doubt, or of a line. `from` and `to` are the ends of the words that are meant, in `text`.
 * @type {{doubt: import("./types.js").Doubt|null, line: number|null, text: string, choices: Choice[], picked: Choice|null,
 *   from: number, to: number, value: string, reason: string, effect: any, error: unknown}|null}
 */
let step = null;
let at = 0;

const LONGEST = 400; // characters of a line that are looked at at once
const BEGINNINGS = new Set(["furniture", "paragraph", "annexes"]); // of them a line's first words tell enough
const BEGINNING = 40;
const MAY_BE_TWO = new Set(["number-differs", "date-differs", "issuers-differ", "plans-merged", "heading-repeated"]);
const STOPS = /[。；：:，、！？.\s]/u;

on("work", () => {
  at = 0;
  step = null;
});
// After a line was told what it is, its place stays in view.
on("state", () => openDoubt(Math.min(at, Math.max((app.state?.doubts.length ?? 1) - 1, 0)), !isOnLine() && app.tab === "doubts"));
on("tab language", draw);
on("ask", openLine);

/** @returns {boolean} whether a line is asked about, not a doubt */
export const isOnLine = () => Boolean(step && !step.doubt);

/** Go to the next or the previous doubt. @param {number} by */
export function moveDoubt(by) {
  const count = app.state?.doubts.length ?? 0;
  if (count) openDoubt(step?.doubt ? (at + by + count) % count : at);
  if (app.tab !== "doubts") emit("open", "doubts");
}

/** @param {number} index of the doubt @param {boolean} [shows] its place, too */
export function openDoubt(index, shows = true) {
  forget();
  const doubt = app.state?.doubts[index];
  at = index;
  step = null;
  if (doubt) {
    const start = textOf(doubt.line).indexOf(doubt.excerpt);
    const item = itemAt(doubt.line, start);
    open(doubt, doubt.line, wordsFrom(doubt.line, item) || doubt.excerpt, doubt.choices.flatMap(offerOthers));
    if (shows && doubt.line) choose(doubt.line, item?.id ?? null);
  }
  draw();
}

/** Before a fact is written by hand: what else it could be. @param {Choice} choice @returns {Choice[]} */
function offerOthers(choice) {
  const { changes } = choice;
  const fact = changes.kind === "fact" ? app.state?.facts.find(({ name }) => name === changes.name) : undefined;
  const others = (fact?.others ?? []).slice(0, 4).map(({ value }) => (
    { choice: "fact", label: `${fact?.label}：${value}`, changes: { ...changes, value: Array.isArray(changes.value) ? [value] : value } }));
  return [...others, choice];
}

/** Ask what the chosen line is. */
export function openLine() {
  const { line } = app;
  if (line === null) return;
  forget();
  const item = itemHere();
  const text = wordsFrom(line, item);
  const selected = app.selected.length > 1 && text.includes(app.selected) ? app.selected : "";
  const excerpt = selected || (item && isShared(line) ? wordsOf(item).slice(0, LONGEST) : text);
  const kept = item ? undefined : app.state?.dropped.find((one) => one.line === line && one.keep)?.keep;
  open(null, line, text, [
    ...(kept ? [{ choice: "keep", label: say("keep"), changes: kept, asks: ["reason"] }] : []),
    ...(app.state?.choices ?? []).filter(({ choice }) => choice !== "keep" && choice !== "accept").map(({ choice, label }) => {
      const isBeginning = BEGINNINGS.has(choice);
      const changes = { kind: /** @type {const} */ ("decision"), choice, excerpt: isBeginning ? excerpt.slice(0, BEGINNING) : excerpt, line };
      return { choice, label, asks: isBeginning ? ["reason"] : ["excerpt", "reason"], changes };
    }),
    { choice: "emendation", label: say("emend"), asks: ["reads", "reason"], changes: { kind: "emendation", line } },
  ]);
  if (app.tab !== "doubts") emit("open", "doubts");
  else draw();
}

/** @param {import("./types.js").Doubt|null} doubt @param {number|null} line @param {string} text @param {Choice[]} choices */
function open(doubt, line, text, choices) {
  step = { doubt, line, text, choices: choices.slice(0, 9), ...unpicked(text) };
}

/** @param {string} text */
const unpicked = (text) => ({ picked: null, from: 0, to: text.length, value: text, reason: "", effect: null, error: null });

/** @param {number|null} line @returns {boolean} whether several items stand on it */
const isShared = (line) => placesOn(line).length > 1;

/**
 * What may be said of a line: the words of the item that begins there, without marks of the file; of a shared one those
 * of the line from an item on.
 * @param {number|null} line @param {import("./types.js").Item|undefined} item
 */
function wordsFrom(line, item) {
  if (item && !isShared(line) && item.lines[0] === line) return wordsOf(item).slice(0, LONGEST);
  const start = isShared(line) ? placesOn(line).find(([one]) => one === item)?.[1] ?? 0 : 0;
  return textOf(line).slice(start, start + LONGEST);
}

/** Let go of a choice; then, of a line, go back to the doubts. */
export function letGo() {
  if (step?.picked) {
    Object.assign(step, unpicked(step.text));
    forget();
    draw();
  } else if (isOnLine()) openDoubt(at);
}

/** Choose, and ask what it changes. @param {Choice|undefined} choice */
function pick(choice) {
  if (!step || !choice) return;
  const { changes, asks = [] } = choice;
  Object.assign(step, unpicked(step.text), { picked: choice });
  if (asks.includes("excerpt") && changes.excerpt) {
    if (!step.text.includes(changes.excerpt)) step.text = changes.excerpt;
    step.from = step.text.indexOf(changes.excerpt);
    step.to = step.from + changes.excerpt.length;
  }
  if (asks.includes("reads") && changes.source) step.text = changes.source;
  step.value = asks.includes("value") ? [changes.value ?? ""].flat().join("\n") : changes.reads ?? step.text;
  const because = `because-${choice.choice}`;
  step.reason = changes.reason || (knows(because) ? say(because) : choice.label);
  draw();
  tell(say("chosen", { label: choice.label }), true);
  const text = get("step-text");
  text?.focus();
  const start = text && get("find").value ? step.value.indexOf(get("find").value) : -1; // what was looked for is what is to be mended
  if (start >= 0) text.setSelectionRange(start, start + get("find").value.length);
  weigh();
}

/** @param {number} number of a choice, from 1 */
export const pickNumber = (number) => pick(step?.choices[number - 1]);

/** @param {string} name of a choice */
export const pickNamed = (name) => pick(step?.choices.find((one) => one.choice === name));

/** @returns {import("./types.js").Change|null} what the picked choice asks of the files now; null where it changes nothing */
function makeChange() {
  if (!step?.picked) return null;
  const { changes, asks = [] } = step.picked;
  const change = { ...changes, reason: step.reason };
  if (asks.includes("excerpt")) change.excerpt = step.text.slice(step.from, step.to);
  if (asks.includes("value") && changes.kind !== "fact") change.value = step.value.trim();
  else if (asks.includes("value")) change.value = Array.isArray(changes.value) ? listOf(step.value) : step.value.trim();
  if (!asks.includes("reads")) return change;
  const made = makeEmendation(step.line ?? 0, step.text, step.value);
  return made && { ...made, reason: step.reason };
}

/** The words, or where they end, are others now: what they change is asked anew. */
function alter() {
  if (step) step.effect = step.error = null;
  showEffect();
  weighSoon();
}

const weighSoon = calm(weigh, 150);

async function weigh() {
  const asked = step;
  const change = makeChange();
  if (!asked || !change) return showEffect();
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

function showEffect() {
  const box = get("step-effect");
  if (!step || !box) return;
  get("step-take").disabled = !step.effect;
  if (step.error) box.replaceChildren(describe(step.error));
  else if (step.effect) {
    box.replaceChildren(make("h3", {}, say("effect")), ...describeEffect(step.effect));
    get("step-take").scrollIntoView({ block: "nearest" });
  } else box.replaceChildren(make("p", { class: "same" }, say(makeChange() ? "weighing" : "unchanged")));
}

/** Take what is picked, once what it changes has been seen. */
export async function takePicked() {
  const change = makeChange();
  if (!step?.picked || !change) return tell(say("unchanged"));
  if (!step.effect) return tell(say("takeFirst"));
  if (get("step-reason") && !step.reason.trim()) {
    get("step-reason").focus();
    return tell(say("needReason"));
  }
  get("step-take").disabled = true;
  if (await take(change)) get("panel").focus({ preventScroll: true });
  else showEffect();
}

/** Move an end of the words that are meant. @param {"from"|"to"} end @param {number} by @param {boolean} toStop */
export function moveEnd(end, by, toStop) {
  if (!step || !get("step-end")) return;
  const [least, most] = end === "to" ? [step.from + 1, step.text.length] : [0, step.to - 1];
  let next = step[end];
  do next += by;
  while (toStop && next > least && next < most && !STOPS.test(step.text[end === "to" ? next : next - 1]));
  setEnd(end, Math.max(least, Math.min(most, next)));
}

/** @param {"from"|"to"} end @param {number} value */
function setEnd(end, value) {
  if (!step || step[end] === value) return;
  step[end] = value;
  drawEnd();
  alter();
}

function drawEnd() {
  const box = get("step-end");
  if (!step || !box) return;
  const { text, from, to } = step;
  const last = Math.min(text.length, to + 80);
  const letters = [...text.slice(0, last)].map((letter, number) => make("span", { data: { at: number } }, letter));
  box.replaceChildren(...letters.slice(0, from), make("mark", {}, letters.slice(from, to)), ...letters.slice(to));
  for (const [name, value] of [["text", text.slice(from, to)], ["now", to], ["max", text.length]]) box.setAttribute(`aria-value${name}`, value);
}

/** Draw the step into the sheet. */
function draw() {
  if (app.tab !== "doubts" || !app.state) return;
  if (!step) {
    return get("sheet").replaceChildren(make("div", { class: "rest" },
      make("p", { class: "rest-mark", "aria-hidden": "true" }, "✓"), make("h2", {}, say("noDoubts")), make("p", {}, say("noDoubtsHint")),
      make("p", { class: "buttons" }, button(say("toFacts"), () => emit("open", "facts")),
        button(say("toPublish"), () => emit("open", "publish"), { class: "primary" }))));
  }
  const { doubt, line, picked } = step;
  const turn = (/** @type {number} */ by, /** @type {string} */ sign, /** @type {string} */ name) =>
    button(sign, () => moveDoubt(by), { class: "quiet", "aria-label": name, title: name });
  const head = doubt
    ? [make("span", { class: "count" }, say("doubtOf", { n: at + 1, count: app.state.doubts.length })), make("code", {}, doubt.code),
      make("span", { class: "turn" }, turn(-1, "‹", say("before")), turn(1, "›", say("after")))]
    : [make("span", { class: "count" }, say("lineNo", { n: line })), make("code", {}, itemHere()?.anchor ?? ""),
      button(say("toDoubts"), () => openDoubt(at), { class: "quiet" })];
  const choices = step.choices.map((choice, number) => make("li", {}, button(
    [make("kbd", { "aria-hidden": "true" }, String(number + 1)), make("span", {}, choice.label)], () => pick(choice),
    { class: "choice", "aria-pressed": String(picked === choice), "aria-keyshortcuts": number + 1 },
  )));
  get("sheet").replaceChildren(make("article", { class: "step", "aria-labelledby": "step-says" },
    make("div", {},
      make("p", { class: "step-head" }, head), make("h2", { id: "step-says" }, doubt ? doubt.says : say("thisLine")),
      doubt?.explains ? make("details", { class: "explains" }, make("summary", {}, say("explains")), make("p", {}, doubt.explains)) : null,
      drawContext(), doubt && MAY_BE_TWO.has(doubt.code) ? make("p", { class: "hint two" }, say("mayBeTwo")) : null),
    make("div", {}, make("ol", { class: "choices", "aria-label": say("choices") }, choices), picked ? drawAsks(picked) : null)));
  drawEnd();
  showEffect();
}

function drawContext() {
  if (!step) return null;
  const { doubt, line, text } = step;
  if (!line) return make("p", { class: "context" }, doubt?.excerpt || say("whole"));
  const lines = linesOf(line);
  const here = lines.findIndex((one) => one.n === line);
  const words = (doubt?.excerpt || text).slice(0, 180);
  return make("div", { class: "context" }, lines.slice(Math.max(here - 1, 0), here + 2).map((one) => {
    const is = one.n === line;
    const start = is ? Math.max(one.text.indexOf(words) - 40, 0) : 0;
    const shown = (start ? "…" : "") + one.text.slice(start, start + (is ? 150 : 60));
    return make("p", { class: is ? "here" : "" },
      make("span", { class: "no" }, String(one.n)), make("span", {}, is ? markWords(shown, words) : shown));
  }));
}

/** @param {string|undefined} name @returns {string|undefined} what a fact is called */
const nameFact = (name) => app.state?.facts.find((fact) => fact.name === name)?.label;

/** What a picked choice asks: where the words end, other words, the reason. @param {Choice} picked */
function drawAsks({ changes, asks = [] }) {
  if (!step) return null;
  const asked = step;
  const isValue = asks.includes("value");
  const end = asks.includes("excerpt") && make("div", { class: "ask" },
    make("label", { id: "step-end-name" }, say("endsHere")),
    make("div", {
      id: "step-end", class: "end", role: "slider", tabindex: "0", "aria-labelledby": "step-end-name", "aria-valuemin": "1",
      onclick: (/** @type {any} */ { target }) => target.dataset.at && setEnd("to", Math.max(Number(target.dataset.at), asked.from) + 1),
    }));
  const text = (isValue || asks.includes("reads")) && make("label", { class: "ask" },
    make("span", {}, changes.kind === "decision" ? say("columns") : isValue ? (nameFact(changes.name) ?? say("value")) : say("textNow")),
    make("textarea", { id: "step-text", rows: Math.min(8, Math.ceil(step.value.length / 26) + 1), value: step.value,
      onkeydown: onEnter(takePicked, !isValue), oninput: (/** @type {any} */ { target }) => {
        asked.value = target.value;
        alter();
      } }));
  const reason = changes.kind !== "fact" && make("label", { class: "ask" }, make("span", {}, say("reason")),
    make("input", { id: "step-reason", value: step.reason, autocomplete: "off",
      oninput: (/** @type {any} */ { target }) => (asked.reason = target.value) }));
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    takePicked();
  };
  return make("form", { class: "asks", onsubmit: submit }, end, text,
    make("div", { id: "step-effect", class: "effect", "aria-live": "polite" }), reason,
    make("p", { class: "buttons" },
      make("button", { type: "submit", id: "step-take", class: "primary", disabled: true }, say("takeKey")), button(say("cancel"), letGo)));
}
