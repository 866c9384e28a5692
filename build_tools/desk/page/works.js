// The list of plans, and files that are taken in: dropped anywhere, or chosen with a button.

import { ask, calmDown, complain } from "./api.js";
import { button, get, make, tell } from "./dom.js";
import { app, emit, on } from "./store.js";
import { say } from "./words.js";

on("works language work", draw);

/** Ask for the works anew. */
export async function loadWorks() {
  const { site, works } = await ask("works");
  Object.assign(app, { site, works });
  emit("works");
}

function draw() {
  const home = get("home");
  home.hidden = Boolean(app.work);
  if (app.work) return;
  const rows = app.works.map((one) => make("tr", {},
    make("th", { scope: "row" }, make("a", { href: `#${one.work}` }, one.title || one.work), make("small", {}, one.work, one.error ? ` · ${one.error.says}` : "")),
    make("td", {}, verdict(one.verdict, one.doubts)),
    make("td", {}, make("span", { class: one.draft ? "state draft" : "state" }, say(one.draft ? "draft" : "published"))),
    make("td", {}, one.draft ? button(say("putAway"), () => confirmAway(one), { class: "quiet", "aria-label": `${say("putAway")} ${one.title || one.work}` }) : "")));
  home.replaceChildren(
    make("section", { class: "intake" },
      make("h1", {}, app.site || say("desk")), make("p", {}, say("addHint")),
      make("p", { class: "buttons" }, button(say("chooseFiles"), chooseFiles, { class: "primary" }))),
    make("section", { class: "works", "aria-label": say("works") },
      rows.length ? make("table", {}, make("caption", {}, say("works")), make("tbody", {}, rows)) : make("p", { class: "hint" }, say("noWorks"))));
}

/** @param {string} name of the verdict @param {number} count of doubts @returns {any} */
export const verdict = (name, count) =>
  make("span", { class: `verdict ${name}` }, say(name, { count }));

/** @param {{work: string, title: string}} one a draft that was taken in by mistake */
function confirmAway(one) {
  const dialog = get("taking");
  const go = async () => {
    dialog.close();
    try {
      const { kept } = await ask(`works/${encodeURIComponent(one.work)}/put-away`, {});
      await loadWorks();
      tell(say("hasPutAway", { kept }));
    } catch (error) {
      complain(error);
    }
  };
  dialog.replaceChildren(
    make("h2", { id: "taking-name" }, say("putAwaySure", { title: one.title || one.work })), make("p", {}, say("putAwayHint")),
    make("p", { class: "buttons" }, button(say("putAway"), go, { class: "primary" }), button(say("cancel"), () => dialog.close())));
  dialog.showModal();
}

/** Ask for files as the system asks for them. */
export function chooseFiles() {
  const input = make("input", { type: "file", multiple: true, hidden: true, id: "choose-files" });
  input.addEventListener("change", () => {
    confirm([...(input.files ?? [])]);
    input.remove();
  });
  document.body.append(input);
  input.click();
}

/** Files may be dropped on the whole page. */
export function takeDrops() {
  const over = get("drop");
  let depth = 0;
  const holds = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragenter", (event) => {
    if (!holds(event)) return;
    depth += 1;
    over.hidden = false;
  });
  addEventListener("dragleave", (event) => {
    if (holds(event) && (depth -= 1) <= 0) over.hidden = true;
  });
  addEventListener("dragover", (event) => holds(event) && event.preventDefault());
  addEventListener("drop", (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    depth = 0;
    over.hidden = true;
    listFiles(event.dataTransfer).then(confirm, complain);
  });
}

/**
 * The files that were dropped, and those in folders; what a browser keeps beside a saved page is none of them.
 * @param {DataTransfer|null} dropped
 * @returns {Promise<File[]>}
 */
async function listFiles(dropped) {
  const files = [...(dropped?.files ?? [])];
  const entries = [...(dropped?.items ?? [])].map((one) => one.webkitGetAsEntry?.());
  return entries.some((one) => one?.isDirectory) ? (await Promise.all(entries.map(walk))).flat() : files;
}

/** @param {any} entry a file, a folder, or nothing @returns {Promise<File[]>} */
async function walk(entry) {
  if (entry?.isFile) return [await new Promise((found, failed) => entry.file(found, failed))];
  if (!entry?.isDirectory) return [];
  const reader = entry.createReader();
  /** @type {any[]} */
  const within = [];
  for (let some; !some || some.length; within.push(...some)) // a browser gives them a hundred at a time
    some = await new Promise((found, failed) => reader.readEntries(found, failed));
  const own = within.filter(({ name }) => !/^[.~]|[._]files$/.test(name));
  own.sort((a, b) => Number(b.isFile ?? false) - Number(a.isFile ?? false) || a.name.localeCompare(b.name, "zh", { numeric: true }));
  return (await Promise.all(own.map(walk))).flat();
}

/** Ask how the files belong together. @param {File[]} files */
function confirm(files) {
  if (!files.length) return;
  const dialog = get("taking");
  const radio = (/** @type {string} */ value, /** @type {string} */ key) =>
    make("label", { class: "radio" }, make("input", { type: "radio", name: "together", value, checked: value === "no" }), say(key));
  const submit = async (/** @type {any} */ event) => {
    event.preventDefault();
    const form = new FormData();
    for (const one of files) form.append("files", one);
    form.append("together", event.target.elements.together?.value ?? "no");
    form.append("work", event.target.elements.work.value);
    dialog.replaceChildren(make("p", { id: "taking-name", role: "status", class: "busy" }, say("takingIn", { count: files.length })));
    try {
      report(await ask("works", form));
    } catch (error) {
      dialog.close();
      complain(error);
    }
  };
  dialog.replaceChildren(make("form", { onsubmit: submit },
    make("h2", { id: "taking-name" }, say("add")),
    make("ul", { class: "files" }, files.map((one) => make("li", {}, one.name))),
    files.length > 1 ? make("fieldset", {}, radio("no", "apart"), radio("yes", "together")) : "",
    make("label", { class: "ask" }, make("span", {}, say("workName")),
      make("input", { name: "work", pattern: "[a-z0-9]+(-[a-z0-9]+)*", autocomplete: "off" }), make("small", {}, say("workNameHint"))),
    make("p", { class: "buttons" }, make("button", { type: "submit", class: "primary" }, say("takeIn")),
      button(say("cancel"), () => dialog.close()))));
  if (!dialog.open) dialog.showModal();
}

/** @param {{works: string[], refused: {file: string, message: string, remedy: string}[]}} answer */
async function report({ works, refused }) {
  const dialog = get("taking");
  calmDown();
  await loadWorks().catch(complain);
  tell(say("tookIn", { count: works.length }));
  if (works.length === 1) location.hash = works[0];
  else if (works.length) location.hash = "";
  if (!refused.length) return dialog.close();
  dialog.replaceChildren(
    make("h2", { id: "taking-name" }, say("refused")),
    make("ul", { class: "refusals" }, refused.map((one) =>
      make("li", {}, make("strong", {}, one.file), make("p", {}, one.message), one.remedy ? make("p", { class: "hint" }, one.remedy) : ""))),
    make("p", { class: "buttons" }, button(say("close"), () => dialog.close(), { class: "primary" })));
}
