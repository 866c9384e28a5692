"""Entries of the glossary → the part that stands behind the text, as Typst. All of it is the editors'."""

from collections.abc import Iterable, Mapping

from build_tools.hanzi.order import pinyin_key, stroke_key
from build_tools.model.glossary import CLAUSE_RE, EDITORS, Term
from build_tools.render.typst_links import name_term
from build_tools.render.typst_text import TextSetter

HEADING = "术语〔编〕"
_LEAD = "释义由编者撰写，据文献下定义的注明依据，不是规划的文字。正文中用到的词在每一部分首次出现时链接到这里。"
_ORDERS = {"hans": "按拼音排列。", "hant": "按笔画排列。"}


def set_glossary(
    terms: Iterable[Term],
    places: Mapping[str, str],
    script: str,
    setter: TextSetter,
) -> tuple[str, dict[str, str]]:
    """Return the glossary and its destinations; "" where there are no entries.

    Args:
        terms: the entries that the text uses, in any order.
        places: "work#anchor" → how a source is called in print.
        script: "hans" or "hant": by reading or by strokes.
        setter: writes the texts.
    """
    named = [(term, _headword(term, script, setter)) for term in terms]
    if not named:
        return "", {}
    if script == "hant":
        named.sort(key=lambda pair: (stroke_key(pair[1]), pair[0].id))
    else:
        named.sort(key=lambda pair: (pinyin_key(pair[0].name, pair[0].pinyin), pair[0].id))
    entries = "\n".join(_set_entry(term, word, places, setter) for term, word in named)
    names = [name_term(term.id) for term, _ in named]
    block = (
        f"#pagebreak(weak: true)\n#glossary({setter.string(HEADING)}, "
        f"{setter.string(_LEAD + _ORDERS[script])})[\n{entries}\n]"
    )
    return block, {name: name for name in names}


def _headword(term: Term, script: str, setter: TextSetter) -> str:
    return term.traditional if script == "hant" and term.traditional else setter.convert(term.name)


def _set_entry(term: Term, word: str, places: Mapping[str, str], setter: TextSetter) -> str:
    abbr = term.abbr if term.abbr != term.name else ""
    parts = [setter.quote(name_term(term.id)), setter.quote(word), setter.quote(abbr), setter.quote(term.english)]
    parts.append(setter.string(term.definition))
    parts.append(setter.string(call_basis(term.basis, places)))
    return f"#entry({', '.join(parts)})"


def call_basis(basis: str, places: Mapping[str, str]) -> str:
    """Return a basis in print: a clause of the library is called by its title and number, none means the editors."""
    return CLAUSE_RE.sub(lambda match: places.get(match[0], match[0]), basis) or EDITORS
