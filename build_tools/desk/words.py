"""A work → words that no entry explains, bodies that no table names, with their places; entries for both tables."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from build_tools.desk.editing import add_entry
from build_tools.desk.view import Json
from build_tools.engine.folders import Project
from build_tools.errors import ManifestError
from build_tools.hanzi.body_names import BodyNames
from build_tools.hanzi.punctuation import fold_width, split_at
from build_tools.model.glossary import KINDS
from build_tools.pipeline import TermMatcher, Work, list_unexplained, read_place, survey_work
from build_tools.publish.docs import write_whole
from build_tools.source.bodies import read_all_bodies, read_bodies
from build_tools.source.glossary import read_glossary

_QUOTED_RE = re.compile("“([^“”，。；、]{2,10})”")
_AROUND, _MOST_LINES = 20, 20
_UNNAMED = ("as-printed", "by-place")
_TERM = ("id", "name", "english", "definition", "kind", "basis", "abbr", "aliases", "traditional", "taiwan", "hongkong")
_BODY = ("id", "name", "also", "place", "rule", "source")
_LISTS = ("aliases", "also")


def show_words(project: Project, work: Work) -> Json:
    """Return the words and the bodies of a work that need an entry, those first that stand most often."""
    glossary = read_glossary(project.glossary, project.vocabularies)
    matcher = TermMatcher(glossary)
    survey = survey_work(work, matcher)
    blocks = work.base.edition.blocks
    counts = list_unexplained([survey], glossary).get(work.manifest.work, {})
    # Words of its own a plan puts between marks where it first uses them: “两业”融合.
    quoted = Counter(word for clause in survey.clauses.clauses for word in _QUOTED_RE.findall(clause.text))
    counts |= {word: count for word, count in quoted.items() if count > 1 and not [*matcher.find(word)]}
    terms = []
    for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        found = [(one, at) for one in survey.clauses.clauses if (at := fold_width(one.text).find(word)) >= 0]
        lines = [blocks[clause.block].line_no for clause, _at in found[:_MOST_LINES]]
        excerpts = (clause.text[max(0, at - _AROUND) : at + len(word) + _AROUND] for clause, at in found)
        terms.append({"word": word, "count": count, "lines": lines, "excerpt": next(excerpts, "")})
    names, place = BodyNames(read_all_bodies(project.bodies)), read_place(work.base).place
    bodies: dict[str, Json] = {}
    for mention in survey.mentions:
        body = names.find(mention.name, place)
        if body.rule in _UNNAMED:
            block = blocks[mention.block]
            told = {"name": mention.name, "read_as": body.name, "line": block.line_no, "count": 0}
            told["excerpt"] = block.printed[max(0, mention.start - _AROUND) : mention.end + _AROUND]
            bodies.setdefault(mention.name, told)["count"] += 1
    return {
        "terms": terms,
        "bodies": sorted(bodies.values(), key=lambda one: -one["count"]),
        "kinds": list(KINDS),
        "place": place.name if place else "",
    }


def add_term(project: Project, asked: Mapping[str, Any]) -> Json:
    """Write an entry into the glossary."""
    return _add(project, "term", _TERM, asked)


def add_body(project: Project, asked: Mapping[str, Any]) -> Json:
    """Write an entry into the table of bodies."""
    return _add(project, "body", _BODY, {"rule": "customary", **asked})


def _add(project: Project, kind: str, known: tuple[str, ...], asked: Mapping[str, Any]) -> Json:
    """Write an entry at the end of a table, if the table can be read then."""
    entry: dict[str, Any] = {}
    for name in known:
        value = asked.get(name) or ""
        if name in _LISTS:
            parts = value if isinstance(value, list) else split_at(str(value), "、\n")
            value = [str(part).strip() for part in parts if str(part).strip()]
        if (text := value if isinstance(value, list) else str(value).strip()) or name in ("name", "also"):
            entry[name] = text
    path = project.glossary if kind == "term" else project.bodies
    before = path.read_text("utf-8") if path.is_file() else ""
    after = add_entry(before, kind, entry)
    aside = project.root / ".build" / "desk" / path.name
    write_whole(aside, after.encode("utf-8"))
    try:
        if kind == "term":
            read_glossary(aside)
        else:
            read_bodies(aside)
    except ManifestError as error:
        error.path, error.line_no = path, None
        raise
    write_whole(path, after.encode("utf-8"))
    return {"written": path.name, "entry": entry}
