// The bar beside selected or marked words: a few words to choose from, and below them a note where one is written.

const bar = makeElement("div", { className: "words-bar", hidden: true });
bar.setAttribute("role", "group");
bar.setAttribute("aria-label", "所选文字");
const told = makeElement("span", { className: "words-bar__told" });
told.setAttribute("role", "status");
(document.querySelector("main") || document.body).append(bar);

function hideBar() {
  bar.hidden = true;
  bar.replaceChildren();
}

function tell(words) {
  told.textContent = words;
}

function copyText(text, done) {
  const byHand = () => {
    const field = makeElement("textarea", { value: text, className: "words-bar__copy" });
    bar.append(field);
    field.select();
    tell(document.execCommand("copy") ? done : "请用键盘复制");
    field.remove();
  };
  if (navigator.clipboard) navigator.clipboard.writeText(text).then(() => tell(done), byHand);
  else byHand();
}

function offer(words, act) {
  const button = makeElement("button", { type: "button", textContent: words });
  // The words stay selected.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", act);
  return button;
}

/** Below the words, or above them where there is no room; on a phone at the foot of the screen (reading.css). */
function placeBar(range) {
  const boxes = Array.from(range.getClientRects()).filter((box) => box.width);
  const box = boxes[boxes.length - 1] || range.getBoundingClientRect();
  const below = box.bottom + 6 + bar.offsetHeight <= innerHeight;
  const top = below ? box.bottom + 6 : Math.max((boxes[0] || box).top - 6 - bar.offsetHeight, 6);
  const left = Math.max(8, Math.min(box.right - bar.offsetWidth / 2, document.documentElement.clientWidth - bar.offsetWidth - 8));
  bar.style.top = top + scrollY + "px";
  bar.style.left = left + scrollX + "px";
}

function showBar(range, ...children) {
  tell("");
  bar.replaceChildren(...children, told);
  bar.hidden = false;
  placeBar(range);
}

/** A note is kept when the field is left, and gone when it is emptied. */
function writeNote(entry, range) {
  const field = makeElement("textarea", { value: entry.note, rows: 3, placeholder: "笔记只保存在这台设备上" });
  field.setAttribute("aria-label", "笔记");
  const keep = () => {
    entry.note = field.value.trim();
    const kept = saveNote(entry);
    drawMarks();
    return kept;
  };
  field.addEventListener("change", keep);
  showBar(range, field, offer("保存", () => {
    if (keep()) hideBar();
    else tell("浏览器不让保存");
  }), notesLink());
  field.focus({ preventScroll: true });
}

function notesLink() {
  return makeElement("a", { href: ROOT + "notes/" + (location.protocol === "file:" ? "index.html" : ""), textContent: "全部笔记" });
}

/** What a reader may do with something that is marked already. */
function openMark(entry) {
  const { range } = drawn.find((one) => one.entry.id === entry.id);
  const note = makeElement("p", { textContent: entry.note, hidden: !entry.note });
  showBar(range, note, offer(entry.note ? "改笔记" : "写笔记", () => writeNote(entry, range)), offer("取消标记", () => {
    dropNote(entry.id);
    drawMarks();
    hideBar();
  }), notesLink());
}
