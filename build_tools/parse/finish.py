"""Draft tree → finished tree: headings cut from their bodies, lead sentences found.

Both need the siblings: parallel divisions are worded alike, so their boundaries are weighed together. Lines beside
pictures that name them are marked, too.
"""

import re
from dataclasses import replace

from build_tools.hanzi.labels import NUMERAL
from build_tools.model.division import DOUBTFUL, FIGURE_CAPTION, UNLABELLED, HeadingStyle, Kind, Paragraph, Table
from build_tools.model.line import Hints
from build_tools.parse.articles import cut_articles
from build_tools.parse.draft import Draft, shift_marks
from build_tools.parse.glued import cut_glued, goes_on, text_of
from build_tools.parse.heading_words import OPENING_RE
from build_tools.parse.headings import Cut, cut_heading, lead_comma
from build_tools.parse.leads import find_leads
from build_tools.parse.runon import opened_end, stock_end
from build_tools.parse.structure import is_title_like
from build_tools.parse.tree import TreeBuilder

# Who answers for a clause stands behind its text and is no part of its heading.
_IN_GROUP = r"[^（）()。]|[（(][^（）()]{1,12}[）)]"  # 各县（市、区）
_TRAILING_GROUP_RE = re.compile(
    r"[（(](?:(?:责任|責任|牵头|牽頭|负责|負責|主办|主辦|协办|協辦|配合|支撑|参与)[^（）()：:，。]{0,8}[：:]"
    rf"(?:{_IN_GROUP}|。)*|(?![^（）()]*[：:])(?:{_IN_GROUP}){{2,120}}"
    r"(?:牵头|牽頭|负责|負責|配合|参与|參與|主辦|協辦|(?:负责|分工)落实))[）)][。；]?$"
)

# 图1　总体布局: what names a picture.
_PICTURE_NUMBER = f"(?:[0-9０-９]{{1,2}}(?:[-－—.．][0-9０-９]{{1,2}})?|{NUMERAL})"
_CAPTION_RE = re.compile(rf"(?:附?[图圖])[ \u3000]{{0,4}}{_PICTURE_NUMBER}(?![0-9０-９中示所至、和与及])")


def finish_tree(builder: TreeBuilder) -> None:
    """Cut every heading, tie captions to their pictures and mark every lead, in place."""
    drafts = _walk(builder.root)
    cuts = {id(draft): _cut_alone(draft) for draft in drafts if draft.source is not None}
    _cut_titled(drafts, cuts)
    cut_glued(drafts, cuts)
    for draft in drafts:
        children = [node for node in draft.body if isinstance(node, Draft) and node.source is not None]
        for kind in dict.fromkeys(child.kind for child in children):
            siblings = [child for child in children if child.kind is kind]
            leaves = [child for child in siblings if not any(_is_division(node) for node in child.body)]
            if any(text_of(child).endswith(("；", ";")) for child in siblings):
                _keep_sentences(siblings, cuts)
            elif _are_sentences(leaves, cuts):
                _keep_sentences(leaves, cuts)
            if kind is Kind.DASH and any(cuts[id(child)].style is HeadingStyle.SENTENCE for child in siblings):
                _cut_at_commas(siblings, cuts)
    for draft in drafts:
        if id(draft) in cuts:
            _apply(builder, draft, cuts[id(draft)])
    # A policy without numbers is drafted in lead sentences, and stands where others have their preamble.
    unnumbered = not any(draft.source is not None for draft in drafts)
    for draft in drafts:
        _tie_captions(draft)
        _mark_leads(draft, whole=unnumbered and draft.kind is Kind.PREAMBLE)


def _cut_titled(drafts: list[Draft], cuts: dict[int, Cut]) -> None:
    """Cut the articles of a document together, in place."""
    articles = [draft for draft in drafts if draft.kind is Kind.ARTICLE and draft.source is not None]
    texts = [text_of(draft) for draft in articles]
    bare = [text.lstrip(" \t\u3000\u00a0") for text in texts]
    for draft, text, rest, cut in zip(
        articles, texts, bare, cut_articles(bare, [bool(draft.body) for draft in articles]), strict=True
    ):
        left = len(text) - len(rest)
        cuts[id(draft)] = Cut(cut.end + left, cut.body + left, cut.style, cut.confidence)


def _walk(root: Draft) -> list[Draft]:
    found: list[Draft] = []
    pending = [root]
    while pending:
        draft = pending.pop()
        found.append(draft)
        pending.extend(node for node in reversed(draft.body) if isinstance(node, Draft))
    return found


def _is_division(node: object) -> bool:
    """Whether a node divides its clause; a box behind a sentence does not make it a heading."""
    return isinstance(node, Draft) and node.kind is not Kind.BOX


def _are_sentences(drafts: list[Draft], cuts: dict[int, Cut]) -> bool:
    """Whether most divisions are sentences, and each a paragraph with a stop.

    The last may have a signature below it, and any a box, another sentence or a colon.
    """
    stopped = [text_of(draft).rstrip("”」』").endswith("。") for draft in drafts]
    drafts = [draft for draft in drafts if not _is_led(draft, cuts)]
    styles = [cuts[id(draft)].style for draft in drafts if not goes_on(draft, cuts)]
    sentences = styles.count(HeadingStyle.SENTENCE)
    return all(stopped) and 0 < len(drafts) <= sentences * 2 and HeadingStyle.RUN_IN not in styles


def _is_led(draft: Draft, cuts: dict[int, Cut]) -> bool:
    cut = cuts[id(draft)]
    return text_of(draft)[cut.end : cut.body] in ("：", ":")


def _keep_sentences(drafts: list[Draft], cuts: dict[int, Cut]) -> None:
    """（一）…；（二）…。: the last piece of a sentence heads nothing, though a paragraph stands below it."""
    for draft in drafts:
        cut = cuts[id(draft)]
        is_whole = cut.style is HeadingStyle.DISPLAY and cut.end < cut.body
        if (is_whole or goes_on(draft, cuts)) and text_of(draft).endswith("。"):
            cuts[id(draft)] = cut._replace(style=HeadingStyle.SENTENCE)


def _cut_at_commas(drafts: list[Draft], cuts: dict[int, Cut]) -> None:
    ends = lead_comma([text_of(draft) for draft in drafts])
    for draft, end in zip(drafts, ends or [], strict=False):
        cuts[id(draft)] = Cut(end, end + 1, HeadingStyle.RUN_IN, 0.9)


def _cut_alone(draft: Draft) -> Cut:
    text = text_of(draft)
    hints = draft.source.hints if draft.source is not None else Hints()
    left = len(text) - len(text.lstrip(" \t\u3000\u00a0"))
    group = _TRAILING_GROUP_RE.search(text)
    end = group.start() if group else len(text)
    cut = cut_heading(text[left:end], hints, draft.offset + left, alone=not draft.body)
    style = cut.style
    stock = stock_end(text[left:])
    if draft.run_on:
        stock = stock or opened_end(text[left:])
    elif not OPENING_RE.match(text, left + stock):
        stock = 0  # where lines are kept a stock heading has lost its stop only if a body opens behind it
    if 0 < stock < cut.end:
        return Cut(stock + left, stock + left, HeadingStyle.RUN_IN, 0.9)
    if group and style is HeadingStyle.DISPLAY:
        style = HeadingStyle.RUN_IN if draft.body else HeadingStyle.SENTENCE
    return Cut(cut.end + left, cut.body + left, style, cut.confidence)


def _apply(builder: TreeBuilder, draft: Draft, cut: Cut) -> None:
    line = draft.source
    assert line is not None  # noqa: S101 (the caller filters)
    passage = line.passage[draft.offset :]
    draft.heading = builder.trimmed(passage[: cut.end])
    draft.stop = builder.trimmed(passage[cut.end : cut.body])
    draft.style = cut.style if draft.heading else HeadingStyle.NONE
    draft.confidence = cut.confidence
    draft.marks = shift_marks(line.marks, draft.offset, draft.offset + cut.end)
    rest = builder.trimmed(passage[cut.body :])
    if rest:
        start = line.text.find(rest.text, draft.offset + cut.body)
        marks = shift_marks(line.marks, start, start + len(rest.text))
        draft.body.insert(0, Paragraph(rest, line.line_no, marks=marks, role="run-in"))
    if cut.unsure or (draft.style is HeadingStyle.RUN_IN and cut.confidence < DOUBTFUL):
        end = cut.unsure or cut.end
        builder.diagnose(
            "heading-boundary-uncertain",
            replace(line, passage=line.passage[: draft.offset + end + 12]),
            heading=builder.trimmed(passage[:end]).text,
            confidence=f"{cut.confidence:.2f}",
        )


def _mark_leads(draft: Draft, *, whole: bool) -> None:
    """Find leads among the paragraphs that stand directly in a division; `whole`: it is all the text there is."""
    if not whole and (draft.kind in UNLABELLED or draft.kind is Kind.DASH):
        return
    group: list[int] = []
    for at, node in enumerate([*draft.body, None]):
        if isinstance(node, Paragraph) and not node.role:
            group.append(at)
            continue
        if isinstance(node, Table) and group:
            continue
        _mark_group(draft, group)
        group = []


def _mark_group(draft: Draft, group: list[int]) -> None:
    paragraphs = [node for at in group if isinstance(node := draft.body[at], Paragraph)]
    for at, paragraph, length in zip(group, paragraphs, find_leads([p.passage.text for p in paragraphs]), strict=True):
        if length:
            draft.body[at] = paragraph._replace(lead=length)


def _tie_captions(draft: Draft) -> None:
    """Mark the captions among the paragraphs of a division, in place: below the picture, else above it."""
    body = draft.body
    for at, node in enumerate(body):
        if isinstance(node, Paragraph) and node.role == "figure":
            for beside in (at + 1, at - 1):
                line = body[beside] if 0 <= beside < len(body) else None
                if isinstance(line, Paragraph) and not line.role and _names_picture(line.passage.text):
                    body[beside] = line._replace(role=FIGURE_CAPTION)
                    break


def _names_picture(text: str) -> bool:
    return _CAPTION_RE.match(text) is not None and is_title_like(text)
