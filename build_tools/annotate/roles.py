"""The words with which plans say what a body has to do: 牵头, 配合, 责任单位：, 按职责分工负责, and by when."""

import re

ROLES = {
    "牵头": "lead", "牽頭": "lead", "主办": "lead", "主辦": "lead", "主责": "lead", "主責": "lead", "主管": "lead",
    "统筹": "lead", "統籌": "lead",
    "责任": "responsible", "責任": "responsible", "负责": "responsible", "負責": "responsible",
    "落实": "responsible", "落實": "responsible", "实施": "responsible", "實施": "responsible",
    "承办": "responsible", "承辦": "responsible", "执行": "responsible", "執行": "responsible",
    "支撑": "support", "支撐": "support", "支持": "support", "配合": "support", "协办": "support", "協辦": "support",
    "协同": "support", "協同": "support", "协作": "support", "協作": "support", "协助": "support", "協助": "support",
    "参与": "participant", "參與": "participant", "参加": "participant", "參加": "participant",
    "指导": "guidance", "指導": "guidance", "督导": "guidance", "督導": "guidance",
    "督办": "guidance", "督辦": "guidance", "成员": "participant", "成員": "participant",
}  # fmt: skip
"""Word → role: "lead", "responsible", "support", "participant" or "guidance"."""

_WORDS = "|".join(ROLES)
_DUTIES = "|".join(word for word in ROLES if word not in ("成员", "成員"))  # 领导小组成员 is no duty
_NOUN = r"(?:单位|單位|部门|部門|机构|機構|机关|機關|主体|主體|处室|處室|科室|方)"
_ASIDE = r"(?:[（(][^（()）]{1,8}[）)])?"
_RANK = "(?:国家级|省级|市级|区级|县级|主要|第一|具体|直接)?"
# 责任单位：, 牵头及配合部门：, 牵头（责任）单位：, with a colon; a full label also before a blank.
LABEL_RE = re.compile(
    rf"{_RANK}(?P<role>{_WORDS}){_ASIDE}(?:[和及、/或与]?(?:{_WORDS}))?"
    rf"(?:(?P<noun>{_NOUN}(?:[和及、/]{_NOUN})?){_ASIDE}(?:[ \u3000]*[：:]|[ \u3000]+)|[ \u3000]*[：:])"
)
# The head of a column: 责任单位, 市级牵头单位, 牵头（责任）部门, 责任单位及配合单位.
COLUMN_RE = re.compile(
    rf"(?:国家|省|市|区|县|镇)?级?{_RANK}(?P<role>{_WORDS}){_ASIDE}(?:[和及、/或与]?(?:{_WORDS}))?{_NOUN}"
    rf"(?:[和及、/]?(?:(?:{_WORDS})?{_NOUN}))?{_ASIDE}[：:]?"
)
# 【牵头单位】甲【配合单位】乙、丙
BRACKETED_LABEL_RE = re.compile(rf"[【\[〔［]{_RANK}(?P<role>{_WORDS})(?P<noun>{_NOUN})[】\]〕］][ \u3000]?[：:]?")
# Where none of these stands there is no label of the next kind.
COLON_LABEL_RE = re.compile(rf"(?:{_NOUN}|{_WORDS})[ \u3000]?[：:]")
# Without a bracket the label has a colon and opens the paragraph, or is a full one and opens a sentence; before it may
# stand which of the leaders looks after it.
UNBRACKETED_RE = re.compile(
    r"(?:^(?:[\u4e00-\u9fff]{2,6}领导[：:][^：:。]{1,20}?[ \u3000\t；;，,]+)?|(?<=[。；;！])[ \u3000]?)"
    rf"(?=(?:{_WORDS})(?:[和及、/]?(?:{_WORDS}))?{_NOUN}[ \u3000]?[：:])|^(?=(?:{_WORDS})[ \u3000]?[：:])"
)
# What may stand between the names and the role: 按各自职责分工, 共同, 会商.
_MANNER = (
    r"(?:(?:按照?|根据|依据|依照|依|按)(?:各自|相关|有关|法定|部门|工作|本){0,4}+(?:的)?+"
    r"(?:职责|職責|职能|职权|权限|任务|任務|分工|规定|要求){0,4}+(?:[和及、]?(?:分工|权限|范围)){0,4}+"
    r"|分工|共同|分别|分別|具体|具體|联合|一起|组织(?=实施|落实|开展|推进)|積極|积极|密切|做好|抓好|各自|总|总体|协调)"
)
_AFTER = "(?:落实|落實|实施|實施|组织实施|推进|推動|推动|办理|辦理|完成|工作|指导|协调|抓好|做好|开展|制定|安排)"
# 甲、乙 按职责分工 负责 落实
DUTY_RE = re.compile(rf"{_MANNER}{{0,6}}(?P<role>{_DUTIES})(?:{_DUTIES}|{_AFTER}){{0,8}}$")

_MONTH = r"[0-9]{1,2}月(?:[0-9]{1,2}日|[上中下]旬|底|末|份)?"
_TIME = (
    rf"(?:20[0-9]{{2}}年?(?:[-—－–~至到]+(?:20)?[0-9]{{2}}年?)?|{_MONTH}|[“\"]?十[三四五六]五[”\"]?(?:期间|时期|末)?"
    r"|第?[一二三四1-4]季度|[上下]半年|[今明当次每][年月季]|[全本]年|年[底末内中初]|[底末](?=前|$)|近期|中期|远期|季度)"
)
_LASTING = "持续|长期|常态化|立即|立行立改|即时|适时|分年度|分步|分阶段|逐年|滚动|全程|同步|尽快|随时"
# A time with a word or two (2025年12月底前完成), or one of the words that set none (持续推进, 长期坚持).
DEADLINE_RE = re.compile(
    rf"(?:力争|确保|于|至|到|截至|计划|原则上|自|从)?{_TIME}+[^，；。：:]{{0,16}}|(?:{_LASTING})[^，；。：:]{{0,6}}"
)
DEADLINE = "(?:时限|时间|期限|节点|进度|時限|時間)(?:要求|安排|节点)?"
"""Pattern of what a deadline is called."""
DEADLINE_LABEL_RE = re.compile(f"{DEADLINE}$")
