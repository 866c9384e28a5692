/* Comforts only: every text, link and table of the site works without this file. */
(function () {
  "use strict";

  // The home page's search field hands over to the one in the header.
  var opener = document.querySelector(".search-opener");
  var toggle = document.getElementById("__search");
  var query = document.querySelector(".md-search__input");
  if (opener && toggle && query) {
    opener.hidden = false;
    opener.addEventListener("click", function () {
      if (!toggle.checked) toggle.click();
      query.focus();
    });
  }

  // On a narrow screen the contents lie over the text: choosing an entry puts them away.
  var contents = document.getElementById("contents");
  if (contents && contents.hidePopover) {
    contents.addEventListener("click", function (event) {
      if (event.target.closest("a") && contents.matches(":popover-open")) contents.hidePopover();
    });
  }
})();
