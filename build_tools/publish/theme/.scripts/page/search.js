/*
 * Opens the search: by its buttons, by the key /, and for words that an address brings. The search itself (assets/search.js,
 * search.css, the index under search/) is loaded when it is first opened; a page that is only read loads nothing of it.
 */
(function () {
  if (!document.documentElement.hasAttribute("data-finished")) return;
  var loading;
  function load() {
    if (!loading) loading = new Promise(function (done, failed) {
      var style = document.createElement("link"), script = document.createElement("script"), missing = 2;
      style.rel = "stylesheet";
      style.href = ROOT + "assets/search.css";
      script.src = ROOT + "assets/search.js";
      style.onload = script.onload = function () { if (!--missing) done(); };
      style.onerror = script.onerror = function () { loading = null; failed(); };
      document.head.append(style, script);
    });
    return loading;
  }
  function open(opener) {
    load().then(function () { window.planSearch.open("", opener); }, function () {});
  }
  document.addEventListener("click", function (event) {
    var opener = event.target.closest(".search-button, .search-opener");
    if (opener) open(opener);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog[open]")) return;
    event.preventDefault();
    open(null);
  });
  // The button is made here: without this script there is no search, and so on a site that MkDocs has built alone.
  var button = document.querySelector(".search-button");
  if (button) {
    button.title = SEARCH;
    button.setAttribute("aria-haspopup", "dialog");
    button.setAttribute("aria-keyshortcuts", "/");
    button.innerHTML = LENS + "<span>" + SEARCH + "</span><kbd>/</kbd>";
  }
  document.querySelectorAll(".search-opener").forEach(function (opener) { opener.hidden = false; });
  // On a hit's page the letters n and N lead to others.
  function hasHits() {
    try { return sessionStorage.getItem("plan-search-hits") && /\/plans\/./.test(location.pathname); } catch (error) { return false; }
  }
  // Words to mark, the search's own page, or the way back to a dialog.
  var isAsked = /[?&]q=/.test(location.search) || document.querySelector(".search-page");
  if (isAsked || (history.state && history.state.planSearch) || hasHits()) load();
})();
