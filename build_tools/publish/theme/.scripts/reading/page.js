// The page of notes.

const place = document.querySelector(".notes-page");
const said = makeElement("p", { className: "notes-page__said" });
said.setAttribute("role", "status");

function takeAlong(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = makeElement("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

function makeButton(words, act) {
  const button = makeElement("button", { type: "button", textContent: words });
  button.addEventListener("click", act);
  return button;
}

/** Takes in what another device has exported; what is here already stays as it is. */
function takeIn(file) {
  file.text().then((text) => {
    const found = JSON.parse(text), here = readNotes(), ids = new Set(here.map((one) => one.id));
    if (!Array.isArray(found)) throw new TypeError("no list");
    const fresh = found.filter((one) => isEntry(one) && !ids.has(one.id));
    if (!writeNotes([...here, ...fresh])) throw new Error("no room");
    show();
    said.textContent = `导入 ${fresh.length} 条` + (found.length > fresh.length ? `，另 ${found.length - fresh.length} 条已有或读不懂` : "");
  }).catch(() => { said.textContent = "读不懂这个文件：请选本页导出的 notes.json"; });
}

function showEntry(entry) {
  const link = makeElement("a", { href: placeOf(entry), textContent: citationOf(entry) });
  const note = makeElement("textarea", { value: entry.note, rows: entry.note ? 3 : 1, placeholder: "写笔记" });
  note.setAttribute("aria-label", "笔记：" + citationOf(entry));
  note.addEventListener("change", () => {
    saveNote({ ...entry, note: note.value.trim() });
    said.textContent = "已保存";
  });
  const quote = makeElement("blockquote", {}, ...entry.quote.split("\n").map((line) => makeElement("p", { textContent: line })));
  quote.lang = entry.facts.language;
  const drop = makeButton("删除", () => {
    dropNote(entry.id);
    show();
    said.textContent = "已删除";
  });
  drop.setAttribute("aria-label", "删除：" + citationOf(entry));
  return makeElement("li", {}, quote, makeElement("p", { className: "notes-page__source" }, link, "　", entry.made, "　", drop), note);
}

function show() {
  const entries = readNotes();
  const file = makeElement("input", { type: "file", accept: ".json,application/json", hidden: true });
  file.addEventListener("change", () => takeIn(file.files[0]));
  const ways = [makeButton("导入", () => file.click()), file];
  if (entries.length) {
    ways.unshift(
      makeButton("导出 Markdown", () => takeAlong("notes.md", "text/markdown", writeMarkdown(readNotes()))),
      makeButton("导出 RIS", () => takeAlong("notes.ris", "application/x-research-info-systems", writeRis(readNotes()))),
      makeButton("导出备份", () => takeAlong("notes.json", "application/json", JSON.stringify(readNotes(), null, 1) + "\n")));
    ways.push(makeButton("全部删除", () => {
      if (!confirm("删除这台设备上的全部笔记与收藏？")) return;
      writeNotes([]);
      show();
      said.textContent = "已全部删除";
    }));
  }
  const groups = groupNotes(entries).map((group) => makeElement("section", {},
    makeElement("h2", { textContent: group[0].facts.title || group[0].work }), makeElement("ul", {}, ...group.map(showEntry))));
  const empty = makeElement("p", { textContent: "还没有笔记。在规划正文里选中文字，可以标记、写笔记；在条款的引用面板里可以收藏整条。" });
  place.replaceChildren(makeElement("p", { className: "notes-page__ways" }, ...ways), said, ...(groups.length ? groups : [empty]));
}

show();
