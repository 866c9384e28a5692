// The page begins here: which work is open, its bar, and what the parts tell each other.

import { ask, calmDown, complain } from "./api.js";
import { receive, step } from "./changes.js";
import { button, get, make, tell } from "./dom.js";
import { listenToKeys } from "./keys.js";
import "./lists.js";
import "./publish.js";
import "./terms.js";
import "./find.js";
import { scrollTogether } from "./scrolling.js";
import { openDoubt } from "./steps.js";
import { app, emit, keep, on, recall } from "./store.js";
import { say, translate } from "./words.js";
import { chooseFiles, loadWorks, takeDrops, verdict } from "./works.js";

const THEMES = ["auto", "light", "dark"];

on("state language work view works", drawBar);
on("state", () => app.state?.outline.length && !app.files.length && open()); // it can be converted again
on("see", (view) => {
  app.view = view;
  emit("view");
});
on("found", () => {
  tell(say("back"));
  if (app.work) ask(`works/${app.work}`).then((state) => state.undo === app.state?.undo || receive(state), complain);
});

function drawBar() {
  const state = app.work ? app.state : null;
  document.title = state ? `${state.title || state.work} · ${say("desk")}` : say("desk");
  get("what").replaceChildren(...(state
    ? [make("h1", { title: state.title }, state.title || state.work), verdict(state.verdict, state.doubts.length),
      make("span", { class: state.draft ? "state draft" : "state" }, say(state.draft ? "draft" : "published"))]
    : []));
  get("views").replaceChildren(...(state ? [["desk", "viewDesk"], ["page", "viewPage"]] : []).map(([view, key]) =>
    button(say(key), () => emit("see", view), { "aria-pressed": String(app.view === view) })));
  const theme = document.documentElement.dataset.theme ?? "auto";
  const tool = (/** @type {string} */ name, /** @type {string} */ sign, /** @type {() => unknown} */ act, disabled = false) =>
    button(sign, act, { "aria-label": name, title: name, disabled });
  get("tools").replaceChildren(
    ...(state ? [tool(say("undo"), "↶", () => step("undo"), !state.undo), tool(say("redo"), "↷", () => step("redo"), !state.redo)] : []),
    tool(say("add"), "＋", chooseFiles),
    button(say("toOther"), () => setLanguage(app.lang === "zh" ? "en" : "zh"), { lang: app.lang === "zh" ? "en" : "zh" }),
    tool(say("theme", { now: say(theme) }), "◐", () => setTheme(THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length])),
    tool(say("help"), "?", () => get("help").showModal()),
  );
}

/** @param {string} theme */
function setTheme(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  keep("theme", theme);
  drawBar();
}

/** @param {"zh"|"en"} lang */
async function setLanguage(lang) {
  keep("lang", lang);
  try {
    app.lang = (await ask("language", { lang })).lang;
    translate();
    emit("language");
    if (app.work) receive(await ask(`works/${app.work}`));
    await loadWorks();
  } catch (error) {
    complain(error);
  }
}

/** Open the work that the address names, or the list. */
async function open() {
  const work = decodeURIComponent(location.hash.slice(1));
  if (work && document.getElementById(work)) return; // a way within the page
  Object.assign(app, { work, state: null, files: [], view: "desk", tab: "doubts", file: 0, line: null, item: null });
  get("desk").hidden = true;
  get("waiting").hidden = Boolean(app.works.length) && !work;
  calmDown();
  emit("work");
  emit("view");
  if (!work) {
    loadWorks().catch(complain).finally(() => (get("waiting").hidden = true));
    return;
  }
  get("waiting").hidden = false;
  try {
    const [state, source] = await Promise.all([ask(`works/${work}`), ask(`works/${work}/source`)]);
    if (app.work !== work) return;
    app.files = source.files;
    for (const line of source.files.flatMap((/** @type {any} */ file) => file.lines)) line.text = line.text.trim();
    get("desk").hidden = false;
    get("waiting").hidden = true;
    app.state = state;
    emit("work");
    receive(state);
    openDoubt(0);
    get("panel").focus({ preventScroll: true });
  } catch (error) {
    get("waiting").hidden = true;
    complain(error);
    showEntries(work).catch(complain);
  }
}

/**
 * A work that cannot be converted, because an entry of its files fits no more: the entries can be taken back.
 * @param {string} work
 */
async function showEntries(work) {
  const entries = await ask(`works/${work}/entries`);
  if (app.work !== work) return;
  const nothing = { facts: [], doubts: [], outline: [], dropped: [], choices: [] };
  app.state = { ...nothing, ...entries, work, title: work, draft: true, verdict: "failed" };
  get("desk").hidden = false;
  emit("state");
  emit("open", "decisions");
}

async function begin() {
  translate();
  const theme = recall("theme");
  if (theme && theme !== "auto") document.documentElement.dataset.theme = theme;
  try {
    const browser = navigator.language.startsWith("zh") ? "zh" : "en";
    app.lang = (await ask("language", { lang: recall("lang"), browser })).lang;
    await loadWorks();
  } catch (error) {
    complain(error);
  }
  translate();
  emit("language");
  scrollTogether();
  listenToKeys();
  takeDrops();
  addEventListener("hashchange", open);
  await open();
}

begin();
