/* Comforts only: every text, link and table of the site works without this file. */
(function () {
  "use strict";

  // On a narrow screen the contents lie over the text: choosing an entry puts them away.
  var contents = document.getElementById("contents");
  if (contents && contents.hidePopover) {
    contents.addEventListener("click", function (event) {
      if (event.target.closest("a") && contents.matches(":popover-open")) contents.hidePopover();
    });
  }
})();
