// What is asked of the program on this machine, and what is done where it does not answer.

import { button, get, make } from "./dom.js";
import { app, emit } from "./store.js";
import { say } from "./words.js";

/** The program's answer where it does not do what was asked: what is wrong, what helps, and where. */
export class Refusal extends Error {
  /** @param {{says: string, remedy?: string, file?: string, line?: number|null}} error */
  constructor(error) {
    super(error.says);
    this.remedy = error.remedy ?? "";
    this.place = error.file ? (error.line ? `${error.file}:${error.line}` : error.file) : "";
  }
}

/** The program did not answer; what was asked may be asked again. */
class Lost extends Error {}

/**
 * @param {string} path below api/, each part as it is
 * @param {any} [body] sent by POST: JSON, or a form with files
 * @returns {Promise<any>}
 */
export async function ask(path, body) {
  const headers = { "Accept-Language": app.lang };
  /** @type {RequestInit} */
  const options = { headers, cache: "no-store", credentials: "omit" };
  if (body instanceof FormData) Object.assign(options, { method: "POST", body });
  else if (body !== undefined) {
    Object.assign(options, { method: "POST", body: JSON.stringify(body) });
    Object.assign(headers, { "Content-Type": "application/json" });
  }
  let answer;
  try {
    answer = await fetch(`api/${path.split("/").map(encodeURIComponent).join("/")}`, options);
  } catch {
    lose();
    throw new Lost(path);
  }
  find();
  const data = await answer.json().catch(() => null);
  if (answer.ok && data) return data;
  throw new Refusal(data?.error ?? { says: say("noAnswer", { status: String(answer.status) }) });
}

let looking = 0;

function lose() {
  const lost = get("lost");
  if (!lost.hidden) return;
  lost.replaceChildren(
    make("p", {}, make("strong", {}, say("lost")), " ", say("lostSays")),
    button(say("retry"), look),
  );
  lost.hidden = false;
  looking = setInterval(look, 3000);
}

function find() {
  if (get("lost").hidden) return;
  get("lost").hidden = true;
  clearInterval(looking);
  emit("found");
}

function look() {
  ask("works").catch(() => {});
}

/**
 * Show a refusal at the top of the page until it is closed or something succeeds.
 * @param {unknown} error
 */
export function complain(error) {
  if (error instanceof Lost) return;
  const wrong = get("wrong");
  wrong.replaceChildren(describe(error), button(say("close"), calmDown));
  wrong.hidden = false;
  if (!(error instanceof Refusal)) console.error(error);
}

export function calmDown() {
  get("wrong").hidden = true;
}

/** @param {unknown} error @returns {HTMLElement} what is wrong, where, and what helps */
export function describe(error) {
  const refusal = error instanceof Refusal ? error : null;
  return make(
    "p",
    { class: "refusal" },
    make("strong", {}, error instanceof Error ? error.message : String(error)),
    refusal?.place ? make("code", {}, refusal.place) : null,
    refusal?.remedy ? make("span", {}, refusal.remedy) : null,
  );
}
