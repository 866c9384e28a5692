// What a reader keeps: one list in this browser's own store, under the site's path, the same for both scripts. Nothing of it
// is ever sent anywhere.

/**
 * @typedef {object} Entry
 * @property {string} id
 * @property {string} work
 * @property {string} page "" or "annex-1"
 * @property {string} anchor of the unit that holds the words
 * @property {number} start of the words in the unit's text, in code units; equal to `end` where the clause is kept as a whole
 * @property {number} end
 * @property {string} quote
 * @property {string} note
 * @property {string} made day, "2026-01-05"
 * @property {object} facts how the clause is cited (cite.js), as of that day
 */

const SITE = ROOT.replace(/hant\/$/, "");
const STORE = new URL(SITE).pathname + ".__notes";

/** @returns {Entry[]} */
function readNotes() {
  try {
    const kept = JSON.parse(localStorage.getItem(STORE) || "[]");
    return Array.isArray(kept) ? kept.filter(isEntry) : [];
  } catch (error) {
    return [];
  }
}

/** Whether all are kept: a browser may forbid it, or have no room. */
function writeNotes(entries) {
  try {
    if (entries.length) localStorage.setItem(STORE, JSON.stringify(entries));
    else localStorage.removeItem(STORE);
    return true;
  } catch (error) {
    return false;
  }
}

/** What an imported file may hold: an entry has these and nothing that is drawn as anything but text. */
function isEntry(one) {
  return Boolean(one) && ["id", "work", "page", "anchor", "quote", "note", "made"].every((name) => typeof one[name] === "string") &&
    /^[a-z0-9-]+$/.test(one.work) && /^[a-z0-9-]*$/.test(one.page) && /^[a-z0-9-]+$/.test(one.anchor) &&
    [one.start, one.end].every((number) => Number.isInteger(number) && number >= 0) && isCited(one.facts);
}

function isCited(facts) {
  return Boolean(facts) && ["title", "part", "annex", "number", "date", "language", "place", "sheet", "url", "seen", "work", "page"]
    .every((name) => typeof facts[name] === "string") &&
    Array.isArray(facts.issuers) && facts.issuers.every((name) => typeof name === "string");
}

function saveNote(entry) {
  return writeNotes([...readNotes().filter((one) => one.id !== entry.id), entry]);
}

function dropNote(id) {
  return writeNotes(readNotes().filter((one) => one.id !== id));
}

function makeElement(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}
