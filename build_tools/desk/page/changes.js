// Changes on their way: what one would do is asked first, then it is taken; undo and redo.

import { ask, calmDown, complain } from "./api.js";
import { tell } from "./dom.js";
import { app, emit, itemsOn, textOf, wordsOf } from "./store.js";
import { say } from "./words.js";

const SHORTEST = 4; // characters of an emendation: fewer tell nobody where it stands
let numbered = 0;

/** @param {string} part of the address of the work that is open */
const at = (part) => `works/${app.work}/${part}`;

/**
 * Ask what a change would do; the last one asked for is shown in the panes.
 * @param {import("./types.js").Change} change
 * @returns {Promise<import("./types.js").Effect|null>} null where another has been asked for since
 * @throws {import("./api.js").Refusal} the change is not possible
 */
export async function foresee(change) {
  const number = (numbered += 1);
  const effect = await ask(at("effect"), change);
  if (number !== numbered) return null;
  app.effect = effect;
  emit("effect");
  return effect;
}

/** No choice is looked at any more. */
export function forget() {
  numbered += 1;
  if (!app.effect) return;
  app.effect = null;
  emit("effect");
}

/** @param {import("./types.js").State} state */
export function receive(state) {
  forget();
  app.state = state;
  emit("state");
}

/**
 * Take a change: it is in the files when this returns.
 * @param {import("./types.js").Change} change
 * @param {string} [says] what is told then
 * @returns {Promise<boolean>} whether it was taken
 */
export async function take(change, says) {
  const work = app.work;
  try {
    const state = await ask(at("change"), change);
    if (work !== app.work) return false;
    calmDown();
    receive(state);
    tell(says ?? say("taken", { count: countLeft() }));
    return true;
  } catch (error) {
    complain(error);
    return false;
  }
}

/** @returns {string} how many doubts are left, in words */
function countLeft() {
  const count = app.state?.doubts.length ?? 0;
  return count ? say("left", { count }) : say("leftNone");
}

/** @param {"undo"|"redo"} way */
export async function step(way) {
  const state = app.state;
  if (!state?.[way]) {
    tell(say(way === "undo" ? "nothingToUndo" : "nothingToRedo"));
    return;
  }
  const what = state[`${way}_says`] ?? "";
  try {
    receive(await ask(at(way), {}));
    calmDown();
    tell(say(way === "undo" ? "undone" : "redone", { what }));
  } catch (error) {
    complain(error);
  }
}

/**
 * The least emendation that makes a line read otherwise. Its source stands once among the lines; where a line is not
 * enough for that, once among the items, which may go on over several lines.
 * @param {number} line
 * @param {string} was words of the line
 * @param {string} is what they are to read
 * @returns {import("./types.js").Change|null} null where nothing differs
 */
export function makeEmendation(line, was, is) {
  if (was === is) return null;
  let start = 0;
  while (start < was.length && was[start] === is[start]) start += 1;
  let end = 0;
  while (end < Math.min(was.length, is.length) - start && was.at(-1 - end) === is.at(-1 - end)) end += 1;
  const middle = is.slice(start, is.length - end);
  const lines = app.files.flatMap((file) => file.lines).map(({ text }) => text);
  const items = (app.state?.outline ?? []).map(wordsOf);
  let change = null;
  for (const [wholes, texts] of [[[textOf(line)], lines], [itemsOn(line).map(wordsOf), items]]) {
    const whole = wholes.find((one) => one.includes(was));
    if (whole === undefined) continue;
    const [first, last] = [whole.indexOf(was) + start, whole.indexOf(was) + was.length - end];
    let [from, to] = [first, last];
    const stands = () => texts.reduce((count, text) => count + text.split(whole.slice(from, to)).length - 1, 0);
    while ((to - from < SHORTEST || stands() > 1) && (from > 0 || to < whole.length)) {
      [from, to] = [Math.max(0, from - SHORTEST), Math.min(whole.length, to + SHORTEST)];
    }
    const reads = whole.slice(from, first) + middle + whole.slice(last, to);
    change = { kind: /** @type {const} */ ("emendation"), line, source: whole.slice(from, to), reads, reason: "" };
    if (stands() === 1) break;
  }
  return change;
}

/** @param {string} typed one a line @returns {string[]} */
export const listOf = (typed) => typed.split("\n").map((line) => line.trim()).filter(Boolean);
