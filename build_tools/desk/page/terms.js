// Words that no entry explains and bodies that are not known, each with a form for its entry.

import { ask, calmDown, complain } from "./api.js";
import { button, get, make, tell } from "./dom.js";
import { placeButton } from "./facts.js";
import { app, on } from "./store.js";
import { say } from "./words.js";

const TERM = ["name", "id", "abbr", "english", "aliases", "definition", "basis", "kind"];
const BODY = ["name", "id", "place", "also"];
const LISTS = new Set(["aliases", "also"]);
const LONG = new Set(["definition", ...LISTS]);
const NEEDED = new Set(["name", "id", "definition"]);

on("tab language work", () => app.tab === "terms" && draw());

async function draw() {
  const sheet = get("sheet");
  sheet.replaceChildren(make("p", { class: "hint" }, say("loading")));
  try {
    const { terms, bodies, kinds, place } = await ask(`works/${app.work}/terms`);
    if (app.tab !== "terms") return;
    sheet.replaceChildren(
      make("p", { class: "hint" }, say(terms.length ? "termsHint" : "termsNone")),
      make("ul", { class: "cards" }, terms.map((/** @type {any} */ one) => card(one.word, "terms", TERM, one, kinds))),
      bodies.length ? make("p", { class: "hint" }, say("bodiesHint")) : "",
      make("ul", { class: "cards" }, bodies.map((/** @type {any} */ one) => card(one.name, "bodies", BODY, { ...one, place }, kinds))),
    );
  } catch (error) {
    complain(error);
  }
}

/**
 * @param {string} name @param {"terms"|"bodies"} kind @param {string[]} fields
 * @param {any} found what the program found @param {string[]} kinds of terms
 */
function card(name, kind, fields, found, kinds) {
  const item = make("li", {});
  const open = () => {
    opener.remove();
    item.append(form(name, kind, fields, found, kinds, item));
    item.querySelectorAll("input")[1]?.focus();
  };
  const opener = button(say("explain"), open, { class: "quiet" });
  item.append(
    make("h3", {}, name, found.count ? make("small", {}, ` ${say("times", { count: found.count })}`) : ""),
    make("p", { class: "card-text" }, found.excerpt ?? ""),
    make("p", { class: "card-foot" }, (found.lines ?? [found.line]).slice(0, 3).map((/** @type {number} */ n) => placeButton(n)), opener),
  );
  return item;
}

/**
 * @param {string} name @param {string} kind @param {string[]} fields @param {any} found
 * @param {string[]} kinds @param {HTMLElement} item
 */
function form(name, kind, fields, found, kinds, item) {
  const given = { ...found, name, id: found.id ?? (/^[\x21-\x7e]+$/u.test(name) ? name.toLowerCase() : "") };
  const submit = async (/** @type {any} */ event) => {
    event.preventDefault();
    const entry = Object.fromEntries(fields.map((field) => {
      const value = event.target.elements[field].value.trim();
      return [field, LISTS.has(field) ? value.split("\n").map((/** @type {string} */ one) => one.trim()).filter(Boolean) : value];
    }));
    try {
      await ask(kind, entry);
      calmDown();
      const saved = say("saved", { file: kind === "terms" ? "seeds/glossary.toml" : "seeds/bodies.toml" });
      item.replaceChildren(make("p", { class: "good" }, saved));
      tell(saved);
    } catch (error) {
      complain(error);
    }
  };
  return make("form", { class: "entry", onsubmit: submit }, fields.map((field) => {
    const attributes = { name: field, required: NEEDED.has(field), autocomplete: "off", value: given[field] ?? "" };
    const input = field === "kind" && kinds.length
      ? make("select", { name: field }, kinds.map((one) => make("option", { value: one }, one)))
      : make(LONG.has(field) ? "textarea" : "input", { ...attributes, rows: LONG.has(field) ? (LISTS.has(field) ? 2 : 3) : null });
    return make("label", { class: "ask" }, make("span", {}, say(`field-${field}`)), input);
  }), make("p", { class: "buttons" }, make("button", { type: "submit", class: "primary" }, say("save"))));
}
