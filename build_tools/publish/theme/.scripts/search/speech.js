// What the search says. The second tree's copy of the script has these words in its own; nothing else in the scripts
// is told from them.

const WORDS = {
  label: "搜索规划全文", field: "搜索词", close: "关闭", plan: "规划", year: "年份", issuer: "发文机关", all: "全部", tabs: "结果的种类",
  hint: "可搜规划、机关、术语和条款：词语、整句、全称简称、地址或数字。繁体简体、全角半角、大小写不论，也可用拼音。",
  keys: "↑ ↓ 选择　Enter 打开　Esc 关闭",
  keysThere: "↑ ↓ 选择　Enter 打开；在条款页上，n 到下一处，N 到上一处",
  ownPage: "在单独的页面中搜索",
  help: "更多写法",
  forms: [
    ["二（三）8　s2-c3-p8　附件2 四（三）", "条款的地址，前面可加规划的名称"],
    ["“标识解析”", "引号中的文字一字不差"],
    ["平台 -人才", "不要含有“人才”的条款"],
    ["标题:工业软件 平台", "只搜标题含有此词的规划"],
    ["机关:市经信委 平台", "只搜这一机关印发的规划"],
    ["年份:2021 平台", "只搜这一年的规划"],
    ["gongye hulianwang　gyhlw", "全拼或首字母"],
    ["/　n　N", "打开搜索；到下一处；到上一处"],
  ],
  recent: "最近搜索（只存在本机）：", forget: "清除",
  loading: "正在搜索……",
  count: (hits, plans) => `找到 ${hits} 处，见于 ${plans} 部规划`,
  addressed: (count) => `这一地址有 ${count} 处`,
  scattered: (count, words) => `另有 ${count} 条含有“${words}”各词`,
  nearest: "最接近的列在下面",
  none: (text) => `没有条款含有“${text}”`,
  noneHere: (text) => `所选范围内没有条款含有“${text}”`,
  instead: (text, other) => `没有条款含有“${text}”；以下是“${other}”`,
  synonyms: (hits, plans) => `同义词 ${hits} 处，见于 ${plans} 部规划`,
  near: "是否要找：",
  adviceLong: "可以少输几个字，只留关键的词，或用空格把词隔开。",
  adviceShort: "可以换一种说法，或者核对用字。",
  unfilter: "取消筛选",
  anyOf: { plan: "不限规划", year: "不限年份", issuer: "不限机关" },
  counted: (text, count) => `${text}（${count} 处）`,
  filtered: "放宽筛选则有：",
  browse: "浏览全部规划", glossary: "查阅术语表",
  kinds: { plan: "规划", body: "机关", term: "术语", clause: "条款", target: "指标", cited: "所引" },
  also: "又作：",
  more: "显示更多",
  changed: "不同之处：", asked: "所搜“", printed: "”，此处“", nothing: "（无）",
  failed: "索引未能载入。请检查网络后重试。",
  renewed: "站点刚刚更新，请刷新页面后再搜。",
  top: "页首",
};

/** Why a clause that does not hold the query is listed, by the kind of its block. */
const LABELS_OF = {
  address: "地址",
  number: (text) => `作“${text}”`,
  meaning: (text) => `此处称“${text}”`,
  synonym: (text) => `同义：${text}`,
};
