// Elements are made here, and what changes without being looked at is told here.

/**
 * Make an element. `on…` attributes are listeners, `data` is its dataset; null, undefined and false are left out.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...any} children nodes and texts, or lists of them
 * @returns {any} the element
 */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name === "value") /** @type {any} */ (node).value = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** @param {any} words @param {() => unknown} act @param {Record<string, any>} [attributes] @returns {any} */
export const button = (words, act, attributes = {}) => make("button", { type: "button", onclick: act, ...attributes }, words);

/** @param {string} id @returns {any} the element of the page that has this id */
export const get = (id) => document.getElementById(id);

/**
 * Tell what has happened to who hears it and, unless it is seen anyway, to who sees it.
 * @param {string} text
 * @param {boolean} [isSeen]
 */
export function tell(text, isSeen = false) {
  const told = get("told");
  told.textContent = "";
  told.classList.remove("fresh");
  requestAnimationFrame(() => {
    told.textContent = text;
    told.classList.toggle("fresh", Boolean(text) && !isSeen);
  });
}

/**
 * What Enter does in a field of several lines: it takes, unless a new line is meant.
 * @param {() => unknown} act
 * @param {boolean} [breaks] whether Enter alone means a new line: then it takes with Ctrl or ⌘
 * @returns {(event: KeyboardEvent) => void}
 */
export const onEnter = (act, breaks = false) => (event) => {
  if (event.key !== "Enter" || event.isComposing || event.shiftKey || (breaks && !event.ctrlKey && !event.metaKey)) return;
  event.preventDefault();
  act();
};

/**
 * A text in which one stretch is marked.
 * @param {string} text
 * @param {string} [words] what is marked, where it stands
 * @param {number} [from] from where it is looked for
 * @returns {any[]} texts and at most one `mark`
 */
export function markWords(text, words, from = 0) {
  const at = words ? text.indexOf(words, from) : -1;
  if (at < 0 || !words) return [text];
  return [text.slice(0, at), make("mark", {}, words), text.slice(at + words.length)];
}

/**
 * Call `work` when nothing has been asked for `wait` milliseconds.
 * @template {any[]} A
 * @param {(...given: A) => void} work
 * @param {number} wait
 * @returns {(...given: A) => void}
 */
export function calm(work, wait) {
  let waiting = 0;
  return (...given) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => work(...given), wait);
  };
}

/**
 * Scroll inside of a pane only: the page itself stands still.
 * @param {Element} scroller
 * @param {Element} node
 */
export function reveal(scroller, node) {
  const pane = scroller === scroller.ownerDocument.scrollingElement
    ? { top: 0, bottom: scroller.clientHeight }
    : scroller.getBoundingClientRect();
  const box = node.getBoundingClientRect();
  if (box.top >= pane.top + 8 && box.bottom <= pane.bottom - 8) return;
  const third = (pane.bottom - pane.top) / 3;
  scroller.scrollBy({ top: box.top - pane.top - third, behavior: "instant" });
}
