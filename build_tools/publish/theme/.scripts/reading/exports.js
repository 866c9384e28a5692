// What is kept, in forms that other programs read.

/** The address of an entry's place on this site, as its pages are reached from here. */
function placeOf(entry) {
  const path = "plans/" + entry.work + "/" + (entry.page ? entry.page + "/" : "");
  return ROOT + path + (location.protocol === "file:" ? "index.html" : "") + "#" + entry.anchor;
}

function citationOf(entry) {
  return entry.facts.title ? window.planForms.titled(entry.facts) : entry.facts.place;
}

/** By work and page, in the order in which works were first kept. */
function groupNotes(entries) {
  const groups = new Map();
  entries.forEach((entry) => groups.set(entry.work, [...(groups.get(entry.work) || []), entry]));
  return Array.from(groups.values());
}

// What Markdown would read as markup.
function plain(text) {
  return text.replace(/[\\`*_{}[\]<>#|~]/g, "\\$&").replace(/^(\d+)([.)])/gm, "$1\\$2").replace(/^([-+])/gm, "\\$1");
}

function writeMarkdown(entries) {
  const lines = ["# 笔记与收藏", ""];
  groupNotes(entries).forEach((group) => {
    lines.push("## " + plain(group[0].facts.title || group[0].work), "");
    group.forEach((entry) => {
      lines.push(...entry.quote.split("\n").map((line) => "> " + plain(line)), ">",
        "> ——" + plain(citationOf(entry)) + "，<" + entry.facts.url + ">", "");
      if (entry.note) lines.push(plain(entry.note), "");
    });
  });
  return lines.join("\n");
}

/** A record for each, with the words as its abstract and the note as one of its notes. */
function writeRis(entries) {
  return entries.map((entry) => {
    const ris = window.planForms.list(entry.facts).find((form) => form[0] === "RIS")[1];
    const line = (text) => text.replace(/\s*\n\s*/g, " ");
    const added = "AB  - " + line(entry.quote) + "\r\n" + (entry.note ? "N1  - " + line(entry.note) + "\r\n" : "");
    return ris.replace(/ER {2}- /, added + "ER  - ");
  }).join("\r\n");
}
