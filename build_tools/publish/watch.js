// What `serve --watch` adds to the pages that it shows, and no built site has: it renews the page when something is
// saved, keeps the reader's place, and tells of doubts and errors in a corner.
"use strict";
(() => {
  const KEPT = "plan-publisher-watch";
  const script = document.currentScript;
  const key = script.dataset.key;

  const keepPlace = () => {
    // Of the text: what is beside it may stand still when the page is scrolled.
    const shown = [...document.querySelectorAll("article [id]")].find((one) => one.getBoundingClientRect().top >= 0);
    const place = { y: scrollY, page: location.pathname, id: shown?.id, top: shown?.getBoundingClientRect().top };
    sessionStorage.setItem(KEPT, JSON.stringify(place));
  };
  const findPlace = () => {
    const place = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    if (place?.page !== location.pathname) return;
    const shown = place.id && document.getElementById(place.id);
    // By so much from where laying out has left the page, which may be elsewhere than before it.
    if (shown) scrollBy({ top: shown.getBoundingClientRect().top - place.top, behavior: "instant" });
    else scrollTo({ top: place.y, behavior: "instant" });
  };
  if (sessionStorage.getItem(KEPT)) {
    history.scrollRestoration = "manual";
    findPlace();
    addEventListener("load", async () => {
      await document.fonts.ready;
      findPlace();
      sessionStorage.removeItem(KEPT);
    });
    // Not at once: a browser may go back to its own place after the load, too. It is for the way back to this page.
    addEventListener("pagehide", () => { history.scrollRestoration = "auto"; });
  }

  const host = document.createElement("aside");
  host.setAttribute("aria-live", "polite");
  const room = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { position: fixed; inset: auto 1rem 1rem auto; z-index: 99; max-width: min(36rem, calc(100vw - 2rem)); }
    details { background: #fff; color: #222; border: 1px solid #777; border-radius: .3rem; font: 14px/1.5 sans-serif; }
    details.wrong { border: 2px solid #b00020; }
    summary { padding: .3rem .7rem; cursor: pointer; }
    ul { max-height: 50vh; overflow: auto; margin: 0; padding: 0 .7rem .5rem 1.7rem; }
    li { white-space: pre-wrap; overflow-wrap: anywhere; }
    @media print { :host { display: none; } }`);
  room.adoptedStyleSheets = [sheet];
  document.body.append(host);

  const isTraditional = document.documentElement.lang.startsWith("zh-Hant");
  const [editing, wrong, doubted] = isTraditional ? ["編輯中", "處錯誤", "處存疑"] : ["编辑中", "处错误", "处存疑"];

  const show = ({ problems, doubts }) => {
    const was = room.querySelector("details");
    const details = document.createElement("details");
    details.classList.toggle("wrong", problems.length > 0);
    details.open = problems.length > 0 || Boolean(was?.open);
    const summary = document.createElement("summary");
    summary.textContent = `${editing}：${problems.length} ${wrong}，${doubts.length} ${doubted}`;
    const list = document.createElement("ul");
    list.append(...[...problems, ...doubts].map((text) => {
      const item = document.createElement("li");
      item.textContent = text;
      return item;
    }));
    details.append(summary, list);
    room.replaceChildren(details);
  };

  const source = new EventSource(`/.watch/events?page=${encodeURIComponent(location.pathname)}&key=${key}`);
  source.onmessage = ({ data }) => {
    const told = JSON.parse(data);
    if (told.key === key) return show(told);
    source.close();
    if (!sessionStorage.getItem(KEPT)) keepPlace(); // else the page is not yet at the place that was kept
    location.reload();
  };
})();
