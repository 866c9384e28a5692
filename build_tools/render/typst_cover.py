"""Facts of a work → its cover and its colophon, as Typst.

What stands here is not the document's own text: the cover repeats facts of it, the colophon is ours.
"""

from collections.abc import Sequence

from build_tools.model.edition import Facts
from build_tools.model.record import PublishedWork
from build_tools.render.pages import show_date, show_years
from build_tools.render.provenance import tell_source
from build_tools.render.typst_links import SITE_RE
from build_tools.render.typst_tables import measure_text
from build_tools.render.typst_text import TextSetter
from build_tools.render.typst_titles import COVER_LINE, balance_title, title_breaks

_SIZES = (30, 27, 24, 21, 18)  # pt, by the number of lines
_MOST_ISSUERS = 6
_WIDTH = 410.0  # pt, for a line of the title
_FOOT = ("研读文本　每一条均有固定地址，每一字均与底本核对", "引用时以发文机关公布的文本为准")
_CONTENTS = "目录"
_COLOPHON = "版本说明"


def set_cover(facts: Facts, title: str, setter: TextSetter) -> str:
    """Return the call that sets the cover of a work's own file."""
    lines = balance_title(title)
    size = _SIZES[min(len(lines), len(_SIZES)) - 1]
    size = min(size, int(_WIDTH / max((measure_text(line) for line in lines), default=1.0)))
    whole, at, shown = setter.convert(title), 0, []  # a conversion sees the title whole
    for line in lines:
        shown.append(setter.quote(whole[at : at + len(line)]))
        at += len(line)
    return _set_front(facts, f"#cover-title({size}pt, {', '.join(shown)})", _FOOT, setter)


def set_work_cover(facts: Facts, title: str, work: str, setter: TextSetter) -> str:
    """Return the call that sets the cover of a work in the collected volume; its title is a heading there."""
    call = (
        f'#[#hd(1, "work")[{setter.content(title, [], title_breaks(title, COVER_LINE))}]#label({setter.quote(work)})]'
    )
    return _set_front(facts, call, (f"本册中各条地址的前缀：{work}.",), setter)


def _set_front(facts: Facts, title_call: str, foot: Sequence[str], setter: TextSetter) -> str:
    issuers = list(facts.issuers)
    if len(issuers) > _MOST_ISSUERS:
        issuers = [*issuers[: _MOST_ISSUERS - 1], f"等{len(issuers)}个机关"]
    period = f"规划期　{show_years(facts.period)}年" if facts.period else ""
    below = [facts.doc_number, show_date(facts.date_issued), period]
    return (
        f"#cover([{title_call}], above: {_array(issuers, setter)}, below: {_array(below, setter)}, "
        f"foot: {_array(foot, setter)})"
    )


def set_collection_cover(title: str, count: int, years: tuple[int, int] | None, setter: TextSetter) -> str:
    """Return the call that sets the cover of the collected volume."""
    below = [f"收录规划{count}部", f"{show_years(years)}年" if years else ""]
    return (
        f"#cover([#cover-title(34pt, {setter.string(title)})], below: {_array(below, setter)}, "
        f"foot: {_array(_FOOT, setter)})"
    )


def set_contents(depth: int, setter: TextSetter) -> str:
    """Return the call that sets the contents."""
    return f"#pagebreak(weak: true)\n#contents({setter.string(_CONTENTS)}, {depth})\n#pagebreak(weak: true)"


def set_colophon(work: PublishedWork, setter: TextSetter, *, level: int, example: tuple[str, str]) -> str:
    """Return the last page: source, fidelity, hash, and how to lead to a clause of this file."""
    facts, witness, fidelity = work.edition.facts, work.edition.witness, work.fidelity
    breaks = f"，补分段{work.breaks}处" if work.breaks else ""
    checked = (
        f"底本{fidelity.characters:,}字符，其中{fidelity.machine:,}字符由机器识别，未经核对。"
        if fidelity.machine
        else f"底本{fidelity.characters:,}字符：保留{fidelity.published:,}，略去{fidelity.dropped_total:,}，"
        f"校改{fidelity.emended:,}{breaks}。三者按位置拼合，与底本逐字相同。"
    )

    def tell(words: str) -> str:
        return "#" + setter.string(words) if words else ""

    rows: list[tuple[str, str]] = [
        ("题名", tell(work.edition.title)),
        ("文号", tell(facts.doc_number)),
        ("发文机关", tell("、".join(facts.issuers))),
        ("成文日期", tell(show_date(facts.date_issued))),
        ("公开日期", tell(show_date(facts.date_published))),
        ("来源", _set_source(facts, setter)),
        ("底本文件", f"#{setter.quote(witness.name)}" if witness.name else ""),
        ("SHA-256", _set_hash(witness.sha256, setter)),
        ("编码", "#" + setter.quote(witness.encoding.upper())),
        ("逐字核对", tell(checked)),
    ]
    lines = [f"row({setter.string(name)}, [{value}])" for name, value in rows if value]
    texts = [
        (
            "本文件由程序依据底本排印。正文的文字、标点和编号一概照底本；"
            "封面、目录、书眉、页边的条款编号和底本页码、链接和本页为编者所加，标有“〔编〕”的标题与术语亦同。"
        ),
        (
            "页边所印为引用各条的写法。要链接到某一条，在本文件的地址后加上“#nameddest=”和它的锚点，"
            f"例如{example[0]}是“#nameddest={example[1]}”。"
        ),
    ]
    paragraphs = "\n".join(f"#flush[#{setter.string(text)}]" for text in texts)
    return (
        f"#pagebreak(weak: true)\n#colophon({setter.string(_COLOPHON)}, {level})[\n#facts({', '.join(lines)})\n"
        f"#v(6pt)\n{paragraphs}\n]"
    )


def set_lacking(lacking: Sequence[str], setter: TextSetter) -> str:
    """Return what the colophon says of characters that no face has."""
    if not lacking:
        return ""
    codes = "、".join(f"U+{ord(char):04X}" for char in lacking)
    return f"#flush[#text(size: 9.5pt)[#{setter.string('字体所缺的字符以“〓”代替：')}#{setter.quote(codes)}]]"


def _set_source(facts: Facts, setter: TextSetter) -> str:
    text = setter.string(tell_source(facts))
    if not SITE_RE.fullmatch(facts.source_url):
        return "#" + text
    return f"#link({setter.quote(facts.source_url)})[#text(fill: blue-ink, {text})]"


def _set_hash(sha256: str, setter: TextSetter) -> str:
    """A hash may break in the middle only, so that it is copied in two pieces at most."""
    half = len(sha256) // 2
    return f'#{setter.quote(sha256[:half])}#"\\u{{200b}}"#{setter.quote(sha256[half:])}' if sha256 else ""


def _array(lines: Sequence[str], setter: TextSetter) -> str:
    shown = [setter.string(line) for line in lines if line]
    return "(" + "".join(f"{line}, " for line in shown) + ")"
