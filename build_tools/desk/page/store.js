// What the page knows, and who wants to hear that it has changed.

/**
 * Lines are counted through all files of a work. A place is a line and, where the line holds several, an item.
 * @type {{lang: "zh"|"en", site: string, works: any[], work: string, state: import("./types.js").State|null,
 *   files: import("./types.js").SourceFile[], file: number, line: number|null, item: string|null, hover: number|null, hoverItem: string|null, selected: string,
 *   tab: string, view: "desk"|"page", effect: import("./types.js").Effect|null}}
 */
export const app = {
  lang: "zh", site: "", works: [], work: "", state: null, files: [], file: 0, line: null, item: null, hover: null, hoverItem: null,
  selected: "", tab: "doubts", view: "desk", effect: null,
};

/** @type {Map<string, Set<(detail: any) => void>>} */
const listeners = new Map();

/**
 * Names: "works", "work" (another one), "state", "place" (its detail: which pane chose it), "hover", "tab", "view", "effect",
 * "language"; and what one part asks of another: "open" (a tab), "ask" (what the chosen line is), "see" (a view).
 * @param {string} names divided by blanks
 * @param {(detail: any) => void} listener
 */
export function on(names, listener) {
  for (const name of names.split(" ")) listeners.set(name, (listeners.get(name) ?? new Set()).add(listener));
}

/** @param {string} name @param {any} [detail] */
export function emit(name, detail) {
  for (const listener of listeners.get(name) ?? []) listener(detail);
}

/**
 * Choose a place; every pane shows it, and all but the one it was chosen in scroll there.
 * @param {number|null} line @param {string|null} item @param {string} [by] the pane
 */
export function choose(line, item, by = "") {
  const file = app.files.findIndex(({ lines }) => lines === linesOf(line));
  Object.assign(app, { line, item, file: file < 0 ? app.file : file });
  emit("place", by);
}

/** @param {number|null} line @param {string|null} [item] of a line that holds several */
export const hover = (line, item = null) => {
  if (line === app.hover && item === app.hoverItem) return;
  Object.assign(app, { hover: line, hoverItem: item });
  emit("hover");
};

/** @param {number|null} n @returns {import("./types.js").SourceLine[]} the lines of the file in which a line stands */
export const linesOf = (n) => app.files.find((file) => file.lines.some((line) => line.n === n))?.lines ?? [];

/** @param {number|null} n @returns {string} the words of a line */
export const textOf = (n) => linesOf(n).find((line) => line.n === n)?.text ?? "";

/** @type {{state: unknown, n: number|null, places: [import("./types.js").Item, number][]}} */
let placed = { state: null, n: null, places: [] };

/**
 * Where each item of a line begins in it; of the line that was asked for last it is known.
 * @param {number|null} n
 * @returns {[import("./types.js").Item, number][]}
 */
export function placesOn(n) {
  if (placed.state === app.state && placed.n === n) return placed.places;
  const text = textOf(n);
  let from = 0;
  placed = { state: app.state, n, places: [] };
  for (const item of itemsOn(n)) {
    const at = wordsOf(item) ? text.indexOf(wordsOf(item).slice(0, 20), from) : -1;
    if (at < 0) continue; // it begins on another line
    from = at;
    placed.places.push([item, at]);
  }
  return placed.places;
}

/** @param {number|null} n @param {number} at @returns {import("./types.js").Item|undefined} of a shared line, the item there */
export const itemAt = (n, at) => (placesOn(n).length > 1 ? placesOn(n).findLast(([, start]) => start <= at)?.[0] : undefined);

/** @param {import("./types.js").Item} item @returns {string} its words, with its label */
export const wordsOf = (item) => item.label + (item.heading ?? "") + item.text;

/** @param {number|null} n @returns {import("./types.js").Item[]} the items that stand on a line */
export const itemsOn = (n) =>
  n === null ? [] : (app.state?.outline ?? []).filter(({ lines }) => lines[0] <= n && n <= lines[1]);

/** @returns {import("./types.js").Item|undefined} the item that is chosen, by itself or as the first of its line */
export const itemHere = () => app.state?.outline.find((item) => item.id === app.item) ?? itemsOn(app.line).find(wordsOf);

/** @param {string} name @returns {string|null} what was kept on this device */
export const recall = (name) => localStorage.getItem(`desk-${name}`);

/** @param {string} name @param {string} value */
export const keep = (name, value) => localStorage.setItem(`desk-${name}`, value);
