/*
 * How a reader wants to read: size, face and width of the text, how often a term is marked, keys. Each choice is a class of
 * the page's root (.style/text.css), all are kept as one line on this device, and partials/javascripts/scheme.html sets
 * them before anything is seen. The first choice of a group, or the one that has no class, is the site's own.
 */
(function () {
  "use strict";
  const ROOT = new URL("../", document.currentScript.src).pathname.replace(/hant\/$/, "");
  /** @type {[string, string, Record<string, string>][]} what is said, the class, its values as they are said */
  const GROUPS = [
    ["字号", "size", { 小: "small", 中: "", 大: "large", 特大: "largest" }],
    ["字体", "face", { 宋: "", 黑: "hei" }],
    ["行宽", "width", { 窄: "narrow", 中: "", 宽: "wide" }],
    ["术语标记", "terms", { 每次: "", 首次: "first", 不标: "off" }],
    ["单键快捷键", "keys", { 开: "", 关: "off" }],
  ];
  const page = document.documentElement;

  /** @param {string} name @param {string} value "" for the site's own */
  function choose(name, value) {
    GROUPS.forEach(function (group) {
      if (group[1] === name) Object.values(group[2]).forEach(function (one) { page.classList.remove(name + "-" + one); });
    });
    if (value) page.classList.add(name + "-" + value);
    const chosen = Array.from(page.classList).filter(function (one) {
      return GROUPS.some(function (group) { return one.indexOf(group[1] + "-") === 0; });
    });
    try { localStorage.setItem(ROOT + ".__reading", chosen.join(" ")); } catch (error) { /* for this page, then */ }
  }

  /** @param {[string, string, Record<string, string>]} group @returns {HTMLElement} */
  function makeGroup(group) {
    const set = document.createElement("fieldset"), legend = document.createElement("legend");
    legend.textContent = group[0];
    set.className = "settings__" + group[1];
    set.append(legend);
    Object.entries(group[2]).forEach(function (choice) {
      const label = document.createElement("label"), box = document.createElement("input");
      box.type = "radio";
      box.name = "settings-" + group[1];
      box.checked = choice[1] ? page.classList.contains(group[1] + "-" + choice[1]) : !set.querySelector(":checked");
      box.addEventListener("change", function () { choose(group[1], choice[1]); });
      label.append(box, choice[0]);
      set.append(label);
    });
    return set;
  }

  const panel = document.createElement("div");
  panel.className = "settings";
  panel.popover = "auto";
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", "阅读设置");

  /** @param {HTMLElement} opener the button that has been pressed */
  window.planSettings = function (opener) {
    if (panel.matches(":popover-open")) return panel.hidePopover();
    panel.replaceChildren(...GROUPS.map(makeGroup));
    // In reading order behind its button, and so in that of the keyboard.
    opener.after(panel);
    panel.showPopover();
    panel.querySelector("input:checked").focus();
  };
})();
