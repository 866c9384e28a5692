// The search as a reader meets it: a dialog on every page, and a page of its own, whose address holds the query.

const SHOWN = 10; // results shown at first, and with each further step
const FILTERS = ["plan", "year", "issuer"];
const TABS = ["", "plan", "body", "term", "clause", "target", "cited"];

/** @type {any} The panel in use. */
let ui = null;
let opened = null, asked = "", turn = 0, answer = null, timer = 0;

/** Builds the form, the filters and the list of results. @param {HTMLElement} frame @param {boolean} isPage */
function fillPanel(frame, isPage) {
  const form = make("form", "plan-search__form"), input = /** @type {HTMLInputElement} */ (make("input", "plan-search__input"));
  form.setAttribute("role", "search");
  Object.assign(input, { type: "search", name: "q", placeholder: WORDS.label, spellcheck: false, enterKeyHint: "search" });
  for (const name of ["autocomplete", "autocorrect", "autocapitalize"]) input.setAttribute(name, "off");
  input.setAttribute("aria-label", WORDS.field);
  input.setAttribute("aria-describedby", "plan-search-status");
  form.append(input);
  if (!isPage) form.append(makeButton("plan-search__close", WORDS.close, shut));
  const tabs = make("div", "plan-search__tabs"), filters = make("div", "plan-search__filters"), selects = {};
  tabs.setAttribute("role", "group");
  tabs.setAttribute("aria-label", WORDS.tabs);
  for (const name of FILTERS) {
    const label = make("label", "plan-search__filter");
    selects[name] = make("select");
    selects[name].addEventListener("change", show);
    label.append(make("span", "", WORDS[name]), selects[name]);
    filters.appendChild(label);
  }
  const status = make("p", "plan-search__status"), results = make("div", "plan-search__results");
  status.id = "plan-search-status";
  status.setAttribute("role", "status");
  filters.hidden = tabs.hidden = true;
  const foot = make("div", "plan-search__keys");
  foot.append(make("span", "", isPage ? WORDS.keysThere : WORDS.keys));
  if (!isPage) {
    const link = make("a", "plan-search__page", WORDS.ownPage);
    foot.append(link);
    link.addEventListener("click", () => remember("sessionStorage", HITS, null));
  }
  frame.replaceChildren(form, tabs, filters, status, results, foot);
  ui = { frame, isPage, input, tabs, filters, selects, status, results, tab: "", busy: false, page: foot.querySelector("a") };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const link = results.querySelector("a.plan-search__hit");
    if (!isPage && input.value === asked && link && !ui.busy) link.click(); else { ask(); keepAddress(true); }
  });
  frame.addEventListener("keydown", moveByKey);
  // Input methods write Latin letters before they write characters; those are nobody's question.
  input.addEventListener("input", (event) => { if (!(/** @type {InputEvent} */ (event)).isComposing) askSoon(); });
  input.addEventListener("compositionend", askSoon);
  results.addEventListener("click", follow);
  rest();
}

function makeDialog() {
  const dialog = /** @type {HTMLDialogElement} */ (make("dialog", "plan-search"));
  dialog.setAttribute("aria-label", WORDS.label);
  fillPanel(dialog, false);
  document.body.appendChild(dialog);
  dialog.addEventListener("click", (event) => { if (event.target === dialog) shut(); });
  dialog.addEventListener("close", () => {
    document.documentElement.classList.remove("plan-search-open");
    if (opened && opened.isConnected) opened.focus({ preventScroll: true });
  });
}

/** @param {string} query @param {HTMLElement | null} opener */
function open(query, opener) {
  if (!ui) makeDialog();
  if (ui.isPage) { ui.input.focus(); return; }
  opened = opener || document.activeElement;
  if (!ui.frame.open) ui.frame.showModal();
  document.documentElement.classList.add("plan-search-open");
  if (query) { ui.input.value = query; ask(); } else if (!ui.input.value) rest();
  ui.input.focus();
  ui.input.select();
  loadIndex().catch(ignore);
}

/** Where nothing had the focus before, it stays in the closed dialog until the next frame, and would swallow a "/". */
function shut() {
  if (ui.isPage) return;
  ui.frame.close();
  if (ui.frame.contains(document.activeElement)) document.activeElement.blur();
}

function moveByKey(event) {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape" && !ui.isPage) { // in a search field it would only empty the field
    event.preventDefault();
    shut();
    return;
  }
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (!step || event.target.tagName === "SELECT") return;
  const stops = [ui.input, ...ui.results.querySelectorAll("a, button, summary")], at = stops.indexOf(document.activeElement) + step;
  event.preventDefault();
  if (at >= 0 && at < stops.length) stops[at].focus();
}

function askSoon() {
  clearTimeout(timer);
  // One character is mostly a beginning, and has the most hits of all.
  timer = setTimeout(() => { ask(); keepAddress(false); }, Array.from(ui.input.value.trim()).length < 2 ? 350 : 120);
}

/** On its own page the query stands in the address. @param {boolean} isStep whether Back leads to the one before */
function keepAddress(isStep) {
  if (!ui.isPage) return;
  const text = ui.input.value.trim(), address = location.pathname + (text ? "?q=" + encodeURIComponent(text) : "");
  if (address === location.pathname + location.search) return;
  try { history[isStep ? "pushState" : "replaceState"](null, "", address); } catch (error) { ignore(error); }
}

/** Nothing is asked: what was asked before, and what may be. */
function rest() {
  ui.filters.hidden = ui.tabs.hidden = true;
  ui.status.textContent = "";
  const hint = make("p", "plan-search__hint", WORDS.hint), help = make("details", "plan-search__help"), list = make("dl");
  help.append(make("summary", "", WORDS.help), list);
  for (const [form, meaning] of WORDS.forms) list.append(make("dt", "", form), make("dd", "", meaning));
  ui.results.replaceChildren(hint, help);
  const recent = recall("localStorage", RECENT) || [];
  if (!recent.length) return;
  const line = make("p", "plan-search__recent", WORDS.recent);
  for (const text of recent) line.append(" ", makeChip(text, text));
  line.append(" ", makeButton("plan-search__more", WORDS.forget, () => { remember("localStorage", RECENT, []); rest(); ui.input.focus(); }));
  ui.results.prepend(line);
}

function makeButton(className, text, act) {
  const button = /** @type {HTMLButtonElement} */ (make("button", className, text));
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

/** A button that asks something else. */
function makeChip(text, query) {
  return makeButton("plan-search__chip", text, () => { ui.input.value = query; ask(); keepAddress(true); ui.input.focus(); });
}

async function ask() {
  clearTimeout(timer);
  const text = ui.input.value.trim(), mine = ++turn;
  asked = ui.input.value;
  if (ui.page) ui.page.href = addressOf("search/") + (text ? "?q=" + encodeURIComponent(text) : "");
  if (!text) { answer = null; rest(); return; }
  ui.busy = true;
  const slow = setTimeout(() => { if (mine === turn) ui.status.textContent = WORDS.loading; }, 300);
  try {
    const found = await find(text).catch((error) => {
      if (error.message !== "version") throw error;
      forgetIndex();
      return find(text);
    });
    if (mine !== turn) return;
    answer = found;
    fillFilters();
    await show();
  } catch (error) {
    if (mine === turn) fail(error);
  } finally { clearTimeout(slow); }
}

function fail(error) {
  ui.busy = false;
  ui.filters.hidden = ui.tabs.hidden = true;
  ui.status.textContent = error.message === "version" ? WORDS.renewed : WORDS.failed;
  ui.results.replaceChildren();
}

function fillFilters() {
  const works = new Map(), years = new Map(), issuers = new Map(), plans = [];
  const open = (work) => admitsFields(answer.query, work);
  for (const block of answer.blocks) for (const plan of group(block.places, open)) works.set(plan.work, (works.get(plan.work) || 0) + plan.count);
  works.forEach((count, number) => {
    const work = index.works[number];
    plans.push([work.name, work.title, count]);
    if (work.year) years.set(work.year, (years.get(work.year) || 0) + count);
    for (const name of work.issuers) issuers.set(name, (issuers.get(name) || 0) + count);
  });
  const byCount = (a, b) => b[2] - a[2];
  fillSelect("plan", plans.sort(byCount));
  fillSelect("year", Array.from(years, ([year, count]) => [String(year), String(year), count]).sort((a, b) => b[0] - a[0]));
  fillSelect("issuer", Array.from(issuers, ([name, count]) => [name, name, count]).sort(byCount));
  ui.filters.hidden = works.size < 2 && !isFiltered();
}

function fillSelect(name, entries) {
  const select = ui.selects[name], chosen = select.value;
  select.replaceChildren(new Option(WORDS.all, ""));
  for (const entry of entries) select.add(new Option(`${entry[1]}（${entry[2]}）`, entry[0]));
  // A choice stays, also while a query has nothing there: the message then tells.
  if (chosen && !entries.some((entry) => entry[0] === chosen)) {
    const work = index.works.find((one) => one.name === chosen);
    select.add(new Option((name === "plan" && work ? work.title : chosen) + "（0）", chosen));
  }
  select.value = chosen;
}

function isFiltered() { return FILTERS.some((name) => ui.selects[name].value); }

/** Whether the filters let a work through, those of `without` left aside. */
function admits(work, without = []) {
  const [plan, year, issuer] = FILTERS.map((name) => without.includes(name) ? "" : ui.selects[name].value);
  return (!plan || work.name === plan) && (!year || String(work.year) === year) && (!issuer || work.issuers.includes(issuer));
}

/** How many places the blocks of some kinds have in how many plans. @param {(kind: string) => boolean} isOf */
function countPlaces(isOf, without = []) {
  const works = new Set();
  let hits = 0;
  for (const block of answer.blocks) {
    if (!isOf(block.kind)) continue;
    for (const plan of group(block.places, (work) => admits(work, without) && admitsFields(answer.query, work))) { works.add(plan.work); hits += plan.count; }
  }
  return { hits, works: works.size };
}

async function show() {
  if (!answer) return;
  const mine = turn, list = make("ol", "plan-search__hits"), offers = make("div", "plan-search__nothing");
  fillTabs();
  const results = listResults(answer, ui.tab, admits), drawn = await drawSome(list, results);
  if (mine !== turn) return;
  ui.busy = false;
  ui.status.textContent = tellCount();
  fillOffers(offers);
  ui.results.replaceChildren(...(offers.firstChild ? [offers] : []), list);
  if (drawn === SHOWN) {
    const more = makeButton("plan-search__more", WORDS.more, async () => {
      const before = list.children.length;
      if (await drawSome(list, results).catch(fail) !== SHOWN) more.remove();
      const link = list.children[before] && list.children[before].querySelector("a");
      if (link) link.focus();
    });
    ui.results.append(more);
  }
  ui.results.scrollTop = 0;
}

/** Draws as many results as are shown at once; tells how many there were. */
async function drawSome(list, results) {
  let count = 0;
  while (count < SHOWN) {
    const { value, done } = await results.next();
    if (done) break;
    list.appendChild(drawResult(value));
    count++;
  }
  return count;
}

const WHOLE = 0.99; // of the words of a query, each as heavy as it is rare

function tellCount() {
  const phrase = countPlaces((kind) => kind === "phrase" || kind === "number" || kind === "meaning");
  const synonym = countPlaces((kind) => kind === "synonym"), words = countPlaces((kind) => kind === "words");
  if (answer.instead) return WORDS.instead(answer.text, answer.instead);
  const told = [phrase.hits ? WORDS.count(phrase.hits, phrase.works) : (isFiltered() ? WORDS.noneHere : WORDS.none)(answer.text)];
  if (answer.addressed.length) told[0] = WORDS.addressed(answer.addressed.length);
  if (synonym.hits) told.push(WORDS.synonyms(synonym.hits, synonym.works));
  const each = answer.words.map((word) => word.text).join("、");
  if (words.hits) told.push(WORDS.scattered(words.hits, each));
  else if (!phrase.hits && !synonym.hits && answer.ranked.length && !answer.addressed.length) {
    const isOpen = (one) => admits(index.works[one.clause.page.work]) && admitsFields(answer.query, index.works[one.clause.page.work]);
    if (answer.words.length > 1 && answer.ranked.some((one) => one.cover > WHOLE && isOpen(one))) told[0] = WORDS.apart(each);
    told.push(WORDS.nearest);
  }
  return told.join("；");
}

/** A button for each kind of results that there are. */
function fillTabs() {
  const has = { "": true, clause: answer.blocks.some((block) => block.places.length) || answer.ranked.length || answer.addressed.length };
  has.target = has.clause;
  for (const one of answer.names) if (one.score > 0.55 || one.score === MENTION) has[one.name.kind] = true;
  if (!has[ui.tab]) ui.tab = "";
  const tabs = TABS.filter((tab) => has[tab]);
  ui.tabs.hidden = tabs.length < 2;
  ui.tabs.replaceChildren(...tabs.map((tab) => {
    const button = makeButton("plan-search__tab", tab ? WORDS.kinds[tab] : WORDS.all, () => {
      ui.tab = tab;
      show().then(() => ui.tabs.querySelector("[aria-pressed=true]").focus()).catch(fail);
    });
    button.setAttribute("aria-pressed", String(tab === ui.tab));
    return button;
  }));
}

/** What helps where the query is not found: without a filter, in another spelling, in its words. */
function fillOffers(box) {
  const line = (text, chips) => {
    if (!chips.length) return;
    const paragraph = make("p", "", text);
    for (const one of chips) paragraph.append(" ", one);
    box.appendChild(paragraph);
  };
  const all = () => true;
  if (isFiltered() && !countPlaces(all).hits) {
    const set = FILTERS.filter((name) => ui.selects[name].value);
    const dropping = (names, text) => {
      const { hits } = countPlaces(all, names);
      return hits ? [makeButton("plan-search__chip", WORDS.counted(text, hits), () => {
        for (const name of names) ui.selects[name].value = "";
        show().catch(fail);
        ui.input.focus();
      })] : [];
    };
    line(WORDS.filtered, [...(set.length > 1 ? set : []).flatMap((name) => dropping([name], WORDS.anyOf[name])), ...dropping(set, WORDS.unfilter)]);
  }
  if (box.firstChild || answer.addressed.length || countPlaces((kind) => kind !== "words").hits && !answer.instead) return;
  line(WORDS.near, answer.near.map((text) => makeChip(text, text)));
  if (answer.instead) return;
  if (answer.ranked.length || answer.names.length || countPlaces(all).hits) return;
  const way = make("p");
  box.append(make("p", "", Array.from(answer.text).length > 4 ? WORDS.adviceLong : WORDS.adviceShort), way);
  const ways = [["plans/", WORDS.browse]];
  if (index.names.some((name) => name.kind === "term")) ways.push(["glossary/", WORDS.glossary]);
  for (const [path, text] of ways) {
    const link = /** @type {HTMLAnchorElement} */ (make("a", "", text));
    link.href = addressOf(path);
    way.append(link, "　");
  }
}

/** What was asked is kept on this device, and in this tab the hits that n leads to. */
function follow(event) {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
  const hits = Array.from(ui.results.querySelectorAll("a.plan-search__hit"), (one) => one.href), text = asked.trim();
  remember("sessionStorage", HITS, { hits, at: hits.indexOf(link.href) });
  remember("localStorage", RECENT, [text, ...(recall("localStorage", RECENT) || []).filter((one) => one !== text)].slice(0, MOST_RECENT));
  if (ui.isPage) { keepAddress(false); return; }
  const target = new URL(link.href);
  if (target.origin !== location.origin || target.pathname !== location.pathname) {
    // Back opens the dialog again, with what was asked.
    try { history.replaceState({ planSearch: text }, ""); } catch (error) { ignore(error); }
    return;
  }
  event.preventDefault();
  opened = null;
  shut();
  goTo(link.href);
}
