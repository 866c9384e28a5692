"""Two releases of a site → what has changed between them: clauses that are new, read otherwise, have moved or are gone.

Takes the data sets of both (`clauses.jsonl`), which every release has; gives objects for JSON, and Markdown for people.
A clause has moved where its words stand under another anchor of the same work, and nowhere else in it.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build_tools.commands.changed_clauses import escape_signs, shorten_pair
from build_tools.errors import tell_refusal, unreadable
from build_tools.messages import _

NAME = "clauses.jsonl"
_KINDS = {"new": "新增", "changed": "更改", "moved": "移动", "gone": "删去"}
_LISTED = 20  # clauses of a kind and a work in the list for people; more are counted


@dataclass(frozen=True)
class Told:
    """What a release says of an anchor: its words, how it is cited, its address."""

    text: str
    citation: str
    url: str


@dataclass(frozen=True)
class ReleasedWork:
    """A work in a release: its title, and its clauses by anchor, in the order of the text."""

    title: str
    clauses: Mapping[str, Told]


def read_release(path: Path) -> dict[str, ReleasedWork]:
    """Return the works of a release by name.

    Args:
        path: a release's folder, or its `clauses.jsonl`.

    Raises:
        PublisherError: there is no such file, or a line of it is no clause; names the line.
    """
    file = path / NAME if path.is_dir() else path
    found: dict[str, tuple[str, dict[str, Told]]] = {}
    number = 0
    try:
        with file.open(encoding="utf-8", newline="\n") as lines:
            for line in lines:
                number += 1
                row: dict[str, Any] = json.loads(line)
                clauses = found.setdefault(row["work"], (row["title"], {}))[1]
                known = clauses.get(row["anchor"])
                text = f"{known.text}\n{row['text']}" if known else row["text"]
                told = known or Told("", row["citation"], row["url"] or row["permalink"])
                clauses[row["anchor"]] = Told(text, told.citation, told.url)
    except (OSError, ValueError, KeyError, TypeError) as error:
        where = f"{file}:{number}" if number else str(file)
        remedy = _("name the folder of a release, or its clauses.jsonl: `release` or `dataset` writes it")
        cause = tell_refusal(error)[0] if isinstance(error, OSError) else error
        raise unreadable(where, _("this is no data set: {error}", error=cause), remedy) from error
    return {work: ReleasedWork(title, clauses) for work, (title, clauses) in found.items()}


def compare_releases(old: Mapping[str, ReleasedWork], new: Mapping[str, ReleasedWork]) -> dict[str, Any]:
    """Return what has changed, as changes.schema.json has it: works by name, clauses in the order of the text."""
    works = []
    counts: Counter[str] = Counter()
    for name in sorted({*old, *new}):
        before, now = old.get(name), new.get(name)
        changes = list(_compare(before.clauses if before else {}, now.clauses if now else {}))
        if changes:
            state = "new" if before is None else "gone" if now is None else "changed"
            title = (now or before or ReleasedWork("", {})).title
            works.append({"work": name, "title": title, "state": state, "changes": changes})
            counts.update(change["kind"] for change in changes)
    return {"counts": {kind: counts[kind] for kind in _KINDS}, "works": works}


def _compare(old: Mapping[str, Told], new: Mapping[str, Told]) -> Iterator[dict[str, Any]]:
    lost = {anchor: told for anchor, told in old.items() if anchor not in new}
    once = Counter(told.text for told in old.values())
    origins = {told.text: anchor for anchor, told in lost.items() if told.text and once[told.text] == 1}
    again = Counter(told.text for anchor, told in new.items())
    moved: set[str] = set()
    for anchor, told in new.items():
        was = old.get(anchor)
        if was is not None and was.text == told.text:
            continue
        origin = origins.get(told.text, "") if was is None and again[told.text] == 1 else ""
        moved |= {origin} - {""}
        kind = "changed" if was is not None else "moved" if origin else "new"
        yield _describe(kind, anchor, origin, was.text if was else "", told)
    for anchor, told in lost.items():
        if anchor not in moved:
            yield _describe("gone", anchor, "", told.text, Told("", told.citation, told.url))


def _describe(kind: str, anchor: str, origin: str, was: str, told: Told) -> dict[str, Any]:
    return {
        "kind": kind,
        "anchor": anchor,
        "from": origin or None,
        "citation": told.citation,
        "url": told.url,
        "was": was,
        "reads": told.text,
    }


def render_changes(changes: Mapping[str, Any]) -> str:
    """Return the page of changes for people, in Markdown."""
    counts = "、".join(f"{word}{changes['counts'][kind]:,}条" for kind, word in _KINDS.items())
    lines = ["# 两次发布之间的更改", "", f"{counts}。" if changes["works"] else "没有更改。", ""]
    for work in changes["works"]:
        state = {"new": "（新收录）", "gone": "（撤下）"}.get(work["state"], "")
        lines += [f"## {escape_signs(work['title'])}{state}", ""]
        if not state:
            lines += _list_kinds(work["changes"])
        else:
            lines += [f"{len(work['changes']):,}条", ""]
    return "\n".join(lines)


def _list_kinds(changes: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    by_kind: dict[str, list[Mapping[str, Any]]] = {}
    for change in changes:
        by_kind.setdefault(change["kind"], []).append(change)
    for kind, word in _KINDS.items():
        own = by_kind.get(kind, [])
        yield from (_show(word, change) for change in own[:_LISTED])
        if len(own) > _LISTED:
            yield f"- {word}另有{len(own) - _LISTED:,}条"
    yield ""


def _show(word: str, change: Mapping[str, Any]) -> str:
    place = f"- {word} [{escape_signs(change['citation'])}]({change['url']})"
    if change["from"]:
        return f"{place}：原在 `{change['from']}`"
    was, reads = shorten_pair(change["was"], change["reads"])
    if was and reads:
        return f"{place}：原作{was}，今作{reads}"
    return f"{place}：{was or reads}"
