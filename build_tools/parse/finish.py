"""Draft tree → finished tree: headings cut from their bodies, lead sentences found.

Both need the siblings: parallel divisions are worded alike, so their boundaries are weighed together.
"""

from __future__ import annotations

from dataclasses import replace

from build_tools.model.division import HeadingStyle, Kind, Paragraph, Table
from build_tools.model.report import Severity
from build_tools.parse.draft import Draft, shift_marks
from build_tools.parse.headings import LONGEST_RUN_IN, Cut, cut_heading, first_stop, lead_comma
from build_tools.parse.leads import find_leads
from build_tools.parse.runon import find_boundaries
from build_tools.parse.tree import TreeBuilder

# Below this the boundary is shown to a person.
_SURE = 0.75


def finish_tree(builder: TreeBuilder) -> None:
    """Cut every heading and mark every lead, in place."""
    pending = [builder.root]
    while pending:
        draft = pending.pop()
        children = [node for node in draft.body if isinstance(node, Draft)]
        for kind in dict.fromkeys(child.kind for child in children):
            _cut_siblings(builder, [child for child in children if child.kind is kind and child.source is not None])
        _mark_leads(draft)
        pending.extend(children)


def _cut_siblings(builder: TreeBuilder, drafts: list[Draft]) -> None:
    texts = [draft.source.text[draft.offset :] for draft in drafts if draft.source is not None]
    if not texts:
        return
    cuts = [_cut_alone(draft, text) for draft, text in zip(drafts, texts, strict=True)]
    glued = [
        index for index, draft in enumerate(drafts) if draft.run_on and _is_glued(draft, texts[index], cuts[index])
    ]
    # One sibling may by chance have a short first sentence: what most of them do decides.
    doubtful = sum(draft.run_on and not _is_plain_display(cut) for draft, cut in zip(drafts, cuts, strict=True))
    if glued and 2 * len(glued) >= doubtful:
        for index, (end, confidence) in zip(glued, find_boundaries([texts[n] for n in glued]), strict=True):
            if end:
                cuts[index] = Cut(end, end, HeadingStyle.RUN_IN, confidence)
    elif drafts[0].kind is Kind.DASH and any(cut.style is HeadingStyle.SENTENCE for cut in cuts):
        for index, end in enumerate(lead_comma(texts) or []):
            cuts[index] = Cut(end, end + 1, HeadingStyle.RUN_IN, 0.9)
    for draft, cut in zip(drafts, cuts, strict=True):
        _apply(builder, draft, cut)


def _is_plain_display(cut: Cut) -> bool:
    return cut.style is HeadingStyle.DISPLAY and cut.body == cut.end


def _cut_alone(draft: Draft, text: str) -> Cut:
    assert draft.source is not None  # noqa: S101 (the caller filters)
    alone = not draft.body
    left = len(text) - len(text.lstrip(" \t\u3000\u00a0"))
    cut = cut_heading(text[left:], draft.source.hints, draft.offset + left, alone=alone)
    return Cut(cut.end + left, cut.body + left, cut.style, cut.confidence)


def _is_glued(draft: Draft, text: str, cut: Cut) -> bool:
    """Whether nothing separates heading and body: the first sentence is too long to be a heading."""
    if draft.kind in (Kind.ARTICLE, Kind.DASH) or cut.style is HeadingStyle.NONE:
        return False
    stop = first_stop(text[:200])
    if cut.style is HeadingStyle.DISPLAY:
        # With items right behind it a lone sentence looks like a heading; only a long one holds a body too.
        return stop is not None and stop > LONGEST_RUN_IN // 2
    return stop is None or stop > LONGEST_RUN_IN - 8


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
    if cut.confidence < _SURE:
        builder.diagnose(
            "heading-boundary-uncertain",
            replace(line, passage=line.passage[: draft.offset + cut.end + 12]),
            f"nothing marks where the heading {draft.heading.text!r} ends (confidence {cut.confidence:.2f})",
            Severity.WARNING,
        )


def _mark_leads(draft: Draft) -> None:
    """Find leads among the paragraphs that stand directly in a division."""
    if draft.kind in (
        Kind.NOTICE,
        Kind.PREFACE,
        Kind.PREAMBLE,
        Kind.NOTE,
        Kind.ANNEX_LIST,
        Kind.PLAN,
        Kind.DASH,
    ):
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
            draft.body[at] = replace(paragraph, lead=length)
