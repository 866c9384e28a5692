// What the rest of a page calls, and what an address brings.

const listSimple = async () => (index.script ? (await loadShown(index.script)).keys() : []);
// A page may already take texts from the index's files (assets/texts.js).
const { early } = window.planSearch || {};
window.planSearch = { early, add: early ? (...part) => { early(...part); add(...part); } : add, open, mark, find, group, clauseAt, listResults, drawResult, readQuery, findPhrase, keysOf, listSimple, index: () => index, ready: loadIndex };

document.addEventListener("keydown", moveByLetter);
const parameters = new URLSearchParams(location.search), ownPage = /** @type {HTMLElement} */ (document.querySelector(".search-page"));
if (ownPage) {
  ownPage.classList.add("plan-search", "is-page");
  fillPanel(ownPage, true);
  const read = () => {
    ui.input.value = new URLSearchParams(location.search).get("q") || "";
    ask();
  };
  addEventListener("popstate", read);
  read();
  if (!ui.input.value) ui.input.focus();
} else if (parameters.has("q")) {
  // Words that the address brings are marked, then taken out of it: what a reader copies is the clause's own address.
  mark(parameters.getAll("q"), nameOf(location.hash)).then(() => {
    try { history.replaceState(history.state, "", location.pathname + location.hash); } catch (error) { ignore(error); }
  });
} else if (history.state && history.state.planSearch) {
  open(history.state.planSearch, null);
  history.replaceState(null, "");
}
