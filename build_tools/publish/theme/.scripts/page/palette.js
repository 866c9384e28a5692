/*
 * Light and dark: a radio button for each choice; beside the chosen one the label of the next is shown. The stored choice,
 * which has Material's form and place, is in force before the page is seen (partials/javascripts/scheme.html).
 *
 * PALETTE, what a site's configuration chooses from, is written by assets/site.js: media, scheme, name, icon.
 */
(function () {
  var form = document.querySelector("form.md-header__option");
  if (!form) return;

  var system = matchMedia("(prefers-color-scheme: dark)");
  var shown = PALETTE[window.planScheme] ? window.planScheme : 0;
  var choices = PALETTE.map(function (option, index) {
    var choice = document.createElement("input"), label = document.createElement("label");
    choice.type = "radio";
    choice.name = "__palette";
    choice.id = "__palette_" + index;
    choice.className = "md-option";
    choice.checked = index === shown;
    choice.setAttribute("aria-label", option.name);
    label.className = "md-header__button md-icon";
    label.title = option.name;
    label.htmlFor = "__palette_" + (index + 1) % PALETTE.length;
    label.hidden = index !== shown;
    label.innerHTML = option.icon;
    form.append(choice, label);
    return choice;
  });

  var papers = document.querySelectorAll("meta[name=theme-color]");
  papers.forEach(function (meta) { meta.dataset.own = meta.content; });

  function colour(index) {
    var option = PALETTE[index];
    // Not just (prefers-color-scheme)
    var fixed = /: /.test(option.media);
    var scheme = fixed ? option.scheme : system.matches ? "slate" : "default";
    // Everything at once, without transitions
    document.body.setAttribute("data-md-color-switching", "");
    document.body.setAttribute("data-md-color-scheme", scheme);
    choices.forEach(function (other, at) { other.nextElementSibling.hidden = at !== index; });
    // What the browser draws itself: bars, fields, the frame of its window.
    document.querySelector("meta[name=color-scheme]").content = !fixed ? "light dark" : scheme === "slate" ? "dark" : "light";
    var paper = fixed && getComputedStyle(document.body).getPropertyValue("--paper").trim();
    papers.forEach(function (meta) { meta.content = paper || meta.dataset.own; });
    setTimeout(function () { document.body.removeAttribute("data-md-color-switching"); });
    return { media: option.media, scheme: scheme, primary: "custom", accent: "custom" };
  }

  choices.forEach(function (choice, index) {
    choice.addEventListener("change", function () {
      var stored = JSON.stringify({ index: index, color: colour(index) });
      try { localStorage.setItem(new URL(ROOT).pathname + ".__palette", stored); } catch (error) { /* for this page, then */ }
    });
    choice.addEventListener("keydown", function (event) {
      if (event.key !== "Enter") return;
      var next = choices[(index + 1) % choices.length];
      next.focus();
      next.click();
    });
  });
  if (shown) colour(shown);
  system.addEventListener("change", function () {
    colour(choices.findIndex(function (one) { return one.checked; }));
  });
})();
