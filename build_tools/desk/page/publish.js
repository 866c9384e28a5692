// The page as it will be, in both scripts, and its publication.

import { ask, complain } from "./api.js";
import { receive } from "./changes.js";
import { button, get, make, tell } from "./dom.js";
import { app, on } from "./store.js";
import { say } from "./words.js";

on("tab state language", () => app.tab === "publish" && draw());
on("view state work", () => {
  get("pages").hidden = app.view !== "page";
  for (const pane of ["source", "outline"]) get(pane).hidden = app.view === "page";
  if (app.view === "page") showPages();
  else get("pages").replaceChildren();
});

/** No script of the page runs here: what it looks like is asked for, not what it does. */
function showPages() {
  get("pages").replaceChildren(...[["hans", "pageHans"], ["hant", "pageHant"]].map(([script, key]) =>
    make("section", { class: "making", "data-making": say("making") }, make("h2", {}, say(key)), make("iframe", {
      onload: (/** @type {any} */ { target }) => target.parentElement.classList.remove("making"),
      title: `${say("page")} · ${say(key)}`, sandbox: "allow-same-origin", referrerpolicy: "no-referrer",
      src: `works/${encodeURIComponent(app.work)}/page/${script}/`,
    }))));
}

async function draw() {
  const sheet = get("sheet");
  const state = app.state;
  if (!state) return;
  if (!state.draft) {
    sheet.replaceChildren(make("div", { class: "rest" }, make("p", { class: "rest-mark", "aria-hidden": "true" }, "✓"), make("h2", {}, say("isPublished"))));
    return;
  }
  sheet.replaceChildren(make("p", { class: "hint" }, say("loading")));
  try {
    const plan = await ask(`works/${app.work}/publish`);
    if (app.tab !== "publish" || app.state !== state) return;
    const count = plan.promises.length;
    sheet.replaceChildren(make("div", { class: "publish" },
      make("p", { class: "hint" }, say("publishHint")),
      plan.made_up ? make("p", { class: "bad" }, say("madeUp", { work: app.work })) : "",
      state.doubts.length ? make("p", { class: "bad" }, say("stillDoubts", { count: state.doubts.length })) : "",
      make("details", {}, make("summary", {}, say("promises", { count })),
        make("ul", { class: "anchors" }, plan.promises.map((/** @type {string} */ one) => make("li", {}, make("code", {}, one))))),
      make("h3", {}, say("publishFiles")),
      make("ul", { class: "files" }, plan.files.map((/** @type {string} */ one) => make("li", {}, make("code", {}, one)))),
      make("h3", {}, say("message")), make("pre", {}, plan.message),
      make("p", { class: "hint" }, say(plan.git ? "git" : "noGit")),
      make("p", { class: "buttons" }, button(say("publish"), () => confirm(count), { class: "primary" }))));
  } catch (error) {
    complain(error);
  }
}

/** What cannot be taken back is asked for twice. @param {number} count of addresses */
function confirm(count) {
  const dialog = get("taking");
  const go = async () => {
    dialog.close();
    try {
      const { command } = await ask(`works/${app.work}/publish`, { yes: true });
      receive(await ask(`works/${app.work}`));
      if (command) get("sheet").append(make("p", { class: "hint" }, say("commitBy")), make("pre", {}, command));
      tell(say("publishedNow"));
    } catch (error) {
      complain(error);
    }
  };
  dialog.replaceChildren(
    make("h2", { id: "taking-name" }, say("publishSure", { title: app.state?.title ?? app.work })),
    make("p", {}, say("publishHint"), " ", say("promises", { count })),
    make("p", { class: "buttons" }, button(say("publishNow"), go, { class: "primary" }),
      button(say("cancel"), () => dialog.close())));
  dialog.showModal();
}
