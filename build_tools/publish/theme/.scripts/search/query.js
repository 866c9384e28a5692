// What a reader has typed, understood: fields, quotes, an address, a question, numbers in words.

const FIELDS = { 标题: "title", 標題: "title", 机关: "issuer", 機關: "issuer", 年份: "year" };
const FIELD = /(?:^|\s)(标题|標題|机关|機關|年份)[:：]\s*(“[^”]*”|"[^"]*"|\S+)/g;
const QUOTED = /"([^"]+)"|“([^”]+)”|「([^」]+)」/g;
const EXCLUDED = /(?:^|\s)[-－]([^\s\d-][^\s]*)/g;

// What asks, and is in no answer. Who and how many are told by other words.
const ASKING = new RegExp([
  "请问", "谁来?", "由谁", "哪(?:个|些|家|几个)?(?:部门|机关|单位|机构)", "什么部门", "什么是", "是什么(?:意思)?", "是指什么", "什么时候", "什么",
  "有?(?:多少|几)(?=[家个项万亿元台套人部条种%]|$)", "是?多少", "有?哪[些个几]", "怎么样?", "怎样", "如何", "为什么", "有没有", "是否", "吗", "呢", "么(?=$)",
  "请", "要(?=培育|建设|建成|达到|打造|做)", "[?？]",
].join("|"), "g");
const ASKS_WHO = /谁|哪(?:个|些|家|几个)?(?:部门|机关|单位|机构)|什么部门/;
const ASKS_COUNT = /多少|几[家个项]/;
const ASKS_WHAT = /什么是|是什么|是指什么|何为/;

/** @param {string} text */
function readQuery(text) {
  const query = { text, rest: text, quoted: [], excluded: [], title: "", issuer: "", year: "", isExact: false,
                  asksWho: false, asksCount: "", asksWhat: false, address: null };
  query.rest = query.rest.replace(FIELD, (_, name, value) => { query[FIELDS[name]] = value.replace(/["“”]/g, ""); return " "; });
  query.rest = query.rest.replace(QUOTED, (whole, ...found) => {
    const [words, at] = [found.slice(0, 3).find(Boolean), found[3]];
    // “工赋上海”行动 quotes as the plan does; only what stands alone is asked for exactly.
    if (/\S/.test(query.rest[at - 1] || " ") || /\S/.test(query.rest[at + whole.length] || " ")) return whole;
    query.quoted.push(words);
    return " ";
  });
  query.rest = query.rest.replace(EXCLUDED, (_, word) => { query.excluded.push(word); return " "; }).trim();
  query.isExact = query.quoted.length > 0 && !query.rest;
  query.address = readAddress(query.rest);
  const plain = toSimplified(query.rest);
  query.asksWho = ASKS_WHO.test(plain);
  query.asksWhat = ASKS_WHAT.test(plain);
  if (ASKS_COUNT.test(plain)) query.asksCount = (/(?:多少|几)([家个项万亿元台套人部条种%])?/.exec(plain) || [])[1] || ".";
  const asked = plain.replace(ASKING, " ").replace(/\s+/g, " ").trim();
  if (asked && asked !== plain) query.rest = asked;
  return query;
}

/** Folds characters of the other script, and nothing else. @param {string} text */
function toSimplified(text) {
  return Array.from(text, (char) => index.variants.get(char) || char).join("");
}

const DIGITS = { 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const PLACES = { 十: 10, 百: 100, 千: 1000 };

/** The number that Chinese numerals up to 9999 stand for. @param {string} text */
function readNumeral(text) {
  if (!/[十百千]/.test(text)) return Number(Array.from(text, (char) => DIGITS[char]).join("")); // 二〇二五
  let sum = 0, digit = 0;
  for (const char of text) {
    if (PLACES[char]) { sum += (digit || 1) * PLACES[char]; digit = 0; } else digit = DIGITS[char];
  }
  return sum + digit;
}

const NUMERAL = "[〇零一二两三四五六七八九十百千]";

/** The query with its numbers in digits, as plans print them: 五百家 → 500家, 百分之八 → 8%; as it is where it has none.
 * @param {string} text */
function writeDigits(text) {
  return toSimplified(text)
    .replace(new RegExp(`百分之(${NUMERAL}+)`, "g"), (_, number) => readNumeral(number) + "%")
    .replace(/百分之(\d+(?:\.\d+)?)/g, "$1%")
    .replace(new RegExp(`(${NUMERAL}*[百千十]${NUMERAL}*|${NUMERAL}+)(?=[万亿家个项台套人部条种座所件款])`, "g"),
             (whole, number) => /^[百千]$/.test(number) ? whole : String(readNumeral(number)));
}

const SMALL = "[一二三四五六七八九十]{1,3}";
/** @type {[RegExp, string][]} */
const LABEL_FORMS = [
  [new RegExp(`^(?:附件|附錄)\\s*(?:(\\d+)|(${SMALL}))`), "annex"],
  [new RegExp(`^(?:专栏|專欄)\\s*(?:(\\d+)|(${SMALL}))`), "box"],
  [new RegExp(`^附表\\s*(?:(\\d+)|(${SMALL}))?`), "schedule"],
  [new RegExp(`^表\\s*(?:(\\d+)|(${SMALL}))`), "tab"],
  [new RegExp(`^第(?:(\\d+)|(${SMALL}))章`), "ch"],
  [new RegExp(`^第(?:(\\d+)|(${SMALL}))[节節]`), "sec"],
  [new RegExp(`^第(?:(\\d+)|(${SMALL}))条`), "art"],
  [new RegExp(`^第(?:(\\d+)|(${SMALL}))段`), "para"],
  [new RegExp(`^第(?:(\\d+)|(${SMALL}))[项項]`), "dash"],
  [new RegExp(`^[（(](?:[（(])?()(${SMALL})[)）]`), "c"],
  [new RegExp(`^()(${SMALL})(?=[、（(\\d]|\\s*$)、?`), "s"],
  [/^[（(](\d{1,2})[)）]/, "i"],
  [/^(\d{1,2})(?:[.．、](?!\d)|(?=\s*$|[（(第]))/, "p"],
];
const TYPED_ANCHOR = /^((?:annex|plan)-[\w-]+#)?((?:s|c|p|ch|sec|art|box|tab|annex|preamble|notice|schedule)\d*(?:-[a-z]+\d*(?:-\d+(?:st|nd|rd|th))?)*)$/;

/** The address that a query ends with, and the words before it, which name a plan: 工业软件 二（三）11, s2-c3-p8.
 * @param {string} text @returns {?{words: string, work: string, page: string, name: string}} */
function readAddress(text) {
  const typed = text.split("#");
  if (typed.length > 1 && /^[a-z0-9/-]+$/.test(typed[0])) {
    const [work, page] = typed[0].replace(/^plans\//, "").split("/");
    const isPage = /^(?:annex|plan)-/.test(work);
    return { words: "", work: isPage ? "" : work, page: isPage ? work : page || "", name: typed[1] };
  }
  const anchor = TYPED_ANCHOR.exec(text);
  if (anchor && /\d|preamble|notice/.test(text)) {
    return { words: "", work: "", page: anchor[1] ? anchor[1].slice(0, -1) : "", name: anchor[2] };
  }
  for (let at = 0; at < text.length; at++) {
    const before = text.slice(0, at);
    // In the middle of a word, and in front of more than an address, there is none: 三年行动计划, 十四五.
    if (at && !/[\s规划计划纲要方案意见》”"]$/.test(before) && !/^(?:附件|专栏|專欄|附表)/.test(text.slice(at))) continue;
    const found = readLabels(text.slice(at));
    if (found) return { words: (before + " " + found.words).trim(), work: "", page: found.page, name: found.name };
  }
  return null;
}

function readLabels(text) {
  const tokens = [];
  let page = "", rest = text.trim(), isSure = false;
  while (rest) {
    const label = LABEL_FORMS.find(([pattern]) => pattern.test(rest));
    if (!label) break;
    const found = label[0].exec(rest), number = found[1] || (found[2] ? String(readNumeral(found[2])) : "1");
    if (label[1] === "annex") page = `annex-${number}`; else tokens.push(label[1] + number);
    isSure = isSure || /^(?:annex|box|schedule|tab|art|ch)$/.test(label[1]);
    rest = rest.slice(found[0].length).replace(/^[\s.．,，]+/, "");
  }
  // What is left names the plan, too, if the address is told by a word: 专栏4 新基建.
  if ((rest && !isSure) || (!isSure && tokens.length < 2)) return null;
  return { page, name: tokens.join("-"), words: rest };
}
