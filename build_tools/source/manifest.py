"""seeds/<work>/manifest.toml → typed records.

Everything that is particular to one work stands in these files, never in code.
"""

import re
from collections.abc import Collection
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from build_tools.hanzi.numerals import read_date
from build_tools.hanzi.places import parse_place
from build_tools.messages import _
from build_tools.model.anchor import Anchor
from build_tools.model.codes import DOUBTS
from build_tools.model.decision import Choice, Decision
from build_tools.model.edition import SITES, STATES
from build_tools.model.rereading import Rereading
from build_tools.model.web_address import NO_WORKS, is_web_address, is_work_name
from build_tools.model.witness import WitnessEntry
from build_tools.source.front_matter import join_lines
from build_tools.source.typed import Refuse, decode_entries, read_toml

_FORMERLY_RE = re.compile(r"^[ \t]{0,9}formerly[ \t]{0,9}=[ \t]{0,9}\[([^\]]*)\]", re.MULTILINE)
_FACT_NAMES = frozenset(
    "title doc_number issuers date_issued date_published period place source source_url source_kind original_url"
    " also_titled short_title status status_by status_date status_source version_of version_source"
    " implements".split()
)
_KEYS = tuple("facts witness picture aliases decision reread draft added changed formerly".split())
_PRINTED = ("publisher", "source_url", "named", "taken_from")


@dataclass(frozen=True)
class PictureEntry:
    """The file of a picture that a download shows.

    Attributes:
        of: the download's name in the work's folder.
        address: the picture's in its text (`model.picture.name_address`).
        file: its name in the work's folder.
        sha256: of its bytes.
    """

    of: str
    address: str
    file: str
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What is known of a work besides its text.

    Attributes:
        work: folder name, the work's name in paths.
        path: the manifest file.
        facts: metadata that the copies do not print or print wrongly, by name.
        witnesses: the downloads; exactly one is the base.
        aliases: old anchor → the anchor that took its place.
        decisions: about single places of the base, in the file's order.
        rereadings: readings that took the place of older ones, in the file's order.
        pictures: files of pictures, in the file's order.
        draft: its anchors are not promised yet, and may still move.
        added: "YYYY-MM-DD", since when the work stands in this library, "" where nobody says.
        changed: "YYYY-MM-DD", when its text or anchors last changed here.
        formerly: names under which the work was published before; their addresses stay alive.
    """

    work: str
    path: Path
    facts: dict[str, Any]
    witnesses: tuple[WitnessEntry, ...]
    aliases: dict[Anchor, Anchor] = field(default_factory=dict)
    draft: bool = False
    added: str = ""
    changed: str = ""
    decisions: tuple[Decision, ...] = ()
    formerly: tuple[str, ...] = ()
    rereadings: tuple[Rereading, ...] = ()
    pictures: tuple[PictureEntry, ...] = ()

    @property
    def base(self) -> WitnessEntry:
        """The download that the edition follows."""
        return next(entry for entry in self.witnesses if entry.role == "base")

    @property
    def parts(self) -> tuple[WitnessEntry, ...]:
        """The files that the edition is made from: the base, and those that continue it, in the manifest's order."""
        return (self.base, *(entry for entry in self.witnesses if entry.role == "part"))

    @property
    def refuse(self) -> Refuse:
        """Raises what is wrong with it, or with what it names."""
        return Refuse(self.path)


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a work's folder.

    Raises:
        ManifestError: with the field that cannot be used and what to write instead.
    """
    path = folder / "manifest.toml"
    refuse = Refuse(path)
    if not is_work_name(folder.name) or folder.name in NO_WORKS:
        Refuse(folder)(
            _("the folder name {folder!r} cannot stand in an address", folder=folder.name),
            _(
                "use lower-case ASCII words joined by hyphens, 100 signs at most, but not {taken} nor a device"
                " of Windows (con, aux)",
                taken=", ".join(NO_WORKS),
            ),
        )
    if not path.exists():
        refuse(
            _("the file is missing"),
            _(
                "restore it; or move the download elsewhere, delete the folder and run `plan-publisher add"
                " FILE --work {folder}`, which writes one",
                folder=folder.name,
            ),
        )
    table = read_toml(path)
    _refuse_unknown(table, _KEYS, _("table or key"), refuse)
    facts = _table(table.get("facts", {}), refuse, "facts")
    _refuse_unknown(facts, _FACT_NAMES, _("fact"), refuse, "facts")
    _check_facts(facts, refuse)
    _check_status(facts, refuse)
    _check_version(facts, folder.name, refuse)
    facts = {name: join_lines(value) if isinstance(value, str) else value for name, value in facts.items()}
    witnesses = _read_witnesses(table, folder, refuse)
    written = _table(table.get("aliases", {}), refuse, "aliases")
    aliases = {_read_anchor(old, old, refuse): _read_anchor(new, old, refuse) for old, new in written.items()}
    draft = table.get("draft", False)
    if not isinstance(draft, bool):
        refuse.at("draft")(_("draft is neither true nor false"), _("write draft = true, or delete the line"))
    for name in ("added", "changed"):
        day = table.get(name, "")
        if day and (not isinstance(day, str) or read_date(day) != day):
            told = _("{name} = {day!r} is no date", name=name, day=day)
            refuse.at(name)(told, _('write {name} = "2021-09-06"', name=name))
    told = _("complete it; `plan-publisher doubts` prints entries to paste")
    decided = list(decode_entries(table, path, "decision", Decision, remedy=told))
    decisions = tuple(_check_decision(one, refuse) for one, refuse in decided)
    for number, (one, refuse) in enumerate(decided):
        if one.code and any(one.place == other.place for other in decisions[:number]):
            refuse(_("{code} is accepted twice at one place", code=one.code), _("delete one of the two entries"))
    told = _("let `plan-publisher reread` write it")
    rereadings = tuple(_check_reading(*one) for one in decode_entries(table, path, "reread", Rereading, remedy=told))
    told = _("complete it, or delete it")
    pictures = tuple(_check_picture(*one) for one in decode_entries(table, path, "picture", PictureEntry, remedy=told))
    added = table.get("added", "")
    changed = table.get("changed", "") or added
    formerly = _read_former_names(table.get("formerly", []), folder.name, refuse)
    return Manifest(
        folder.name, path, facts, witnesses, aliases, draft, added, changed, decisions, formerly, rereadings, pictures
    )


def _read_witnesses(table: dict[str, Any], folder: Path, refuse: Refuse) -> tuple[WitnessEntry, ...]:
    witnesses = tuple(_check_witness(*one) for one in decode_entries(table, refuse.path, "witness", WitnessEntry))
    if not witnesses:
        refuse(_("no [[witness]] is named"), _("add one with file, sha256 and role"))
    if sum(entry.role == "base" for entry in witnesses) != 1:
        refuse(_('exactly one witness has to have the role "base"'), _("the edition follows that copy"))
    named = {entry.emendations for entry in witnesses}
    if unnamed := [found.name for found in sorted(folder.glob("emendations*.toml")) if found.name not in named]:
        refuse(
            _("no witness names {unnamed}", unnamed=unnamed[0]),
            _('add emendations = "{unnamed}" to the [[witness]] that it belongs to', unnamed=unnamed[0]),
        )
    return witnesses


def _refuse_unknown(table: dict[str, Any], known: Collection[str], what: str, refuse: Refuse, name: str = "") -> None:
    if wrong := sorted(set(table).difference(known)):
        remedy = _("known are {known}", known=", ".join(sorted(known)))
        refuse.at(wrong[0], name)(_("unknown {what}: {wrong}", what=what, wrong=", ".join(wrong)), remedy)


def _read_former_names(value: object, work: str, refuse: Refuse) -> tuple[str, ...]:
    names = value if isinstance(value, list) else [None]
    if not all(isinstance(name, str) and is_work_name(name) and name != work for name in names):
        refuse.at("formerly")(
            _("formerly = {value!r} cannot be used", value=value),
            _('write the names under which this work was published before: formerly = ["old-name"]'),
        )
    return tuple(dict.fromkeys(names))


def _read_anchor(text: object, old: str, refuse: Refuse) -> Anchor:
    try:
        return Anchor.parse(text if isinstance(text, str) else repr(text))
    except ValueError as error:
        refuse.at(old, "aliases")(
            _("[aliases]: {error}", error=error), _('write "s2-c3", or "annex-1#s2-c3" for an annex')
        )


def _table(value: object, refuse: Refuse, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        refuse.at(name)(
            _("{name} is not a table", name=name), _("write [{name}] and one key = value a line", name=name)
        )
    return value


def _check_decision(one: Decision, refuse: Refuse) -> Decision:
    if one.choice is Choice.ACCEPT and one.code not in DOUBTS:
        refuse(_("unknown code {code!r}", code=one.code), _("docs/codes/ lists them"))
    if one.choice is not Choice.ACCEPT and one.code:
        refuse(_("only what is accepted has a code"), _('take it out; or write choice = "accept"'))
    if (one.columns >= 2 and one.rows >= 2) is not (one.choice is Choice.TABLE) or min(one.columns, one.rows) < 0:
        refuse(_("a table, and nothing else, has columns and rows"), _("write columns = 3 and rows = 5, two at least"))
    if not one.reason.strip():
        refuse(_("a [[decision]] has no reason"), _("write why, for readers"))
    if not one.excerpt and one.choice is not Choice.ACCEPT:
        refuse(_("a [[decision]] has no excerpt"), _("give the words of the place"))
    return one


def _check_picture(one: PictureEntry, refuse: Refuse) -> PictureEntry:
    if empty := [name for name, value in asdict(one).items() if not value]:
        refuse(_("{empty} in [[picture]] is empty", empty=empty[0]), _("complete it, or delete the entry"))
    _refuse_path("file", one.file, refuse)
    return one


def _refuse_path(key: str, name: str, refuse: Refuse) -> None:
    """Raise ManifestError where a file is named that may lie elsewhere than beside the manifest."""
    if "/" in name or "\\" in name or name.startswith("."):
        refuse(_("{key} {name!r} is not a plain name", key=key, name=name), _("it stands beside the manifest"))


def _check_reading(one: Rereading, refuse: Refuse) -> Rereading:
    if not one.reason.strip():
        refuse(_("a file is read anew without a reason"), _("write the reason"))
    return Rereading(**{name: join_lines(value) for name, value in asdict(one).items()})


def _check_facts(facts: dict[str, Any], refuse: Refuse) -> None:
    """Raise ManifestError where a fact has another form than the pages expect."""
    for name, value in facts.items():
        if name in ("issuers", "also_titled", "implements"):
            fits = isinstance(value, list) and all(isinstance(item, str) for item in value)
            form = _('a list of names: ["…", "…"]')
        elif name == "period":
            fits = isinstance(value, list) and len(value) == 2 and all(type(item) is int for item in value)
            form = _("two years: [2021, 2025]")
        elif name == "place":
            fits = isinstance(value, str) and parse_place(value) is not None
            form = _('the whole name of a place: "上海市松江区", "安徽省", "全国"')
        elif name == "status":
            fits, form = isinstance(value, str) and value in STATES, _("one of {known}", known=", ".join(STATES))
        elif name.startswith("date") or name == "status_date":
            # Of some documents only the month is printed.
            day = f"{value}-01" if name == "date_issued" and str(value).count("-") == 1 else value
            fits = isinstance(day, str) and read_date(day) == day
            form = _('a date: "2021-09-06"')
        elif name == "source_kind":
            fits, form = value in SITES, _describe_sites()
        elif name.endswith("_url"):
            fits = isinstance(value, str) and (not value or is_web_address(join_lines(value)))
            form = _describe_address()
        else:
            fits = isinstance(value, str)
            form = _("a string in quotes")
        if not fits:
            told = _("{name} = {value!r} cannot be used", name=name, value=value)
            refuse.at(name, "facts")(told, _("write {form}", form=form))


def _check_status(facts: dict[str, Any], refuse: Refuse) -> None:
    """Raise ManifestError where the force of a work is told without what says so, or the other way round."""
    told = [name for name in facts if name.startswith("status_") and facts[name]]
    if told and not facts.get("status"):
        refuse.at(told[0], "facts")(
            _("{name} stands without status", name=told[0]), _('write status = "…", or delete it')
        )
    if facts.get("status") and not facts.get("status_source"):
        refuse.at("status", "facts")(
            _("status has no source"), _('write status_source = "…": the address, or the document, that says so')
        )
    if facts.get("status") in ("superseded", "amended") and not facts.get("status_by"):
        refuse.at("status", "facts")(
            _("{status} does not say by what", status=facts["status"]),
            _('write status_by = "…": the title of the document'),
        )


def _check_version(facts: dict[str, Any], work: str, refuse: Refuse) -> None:
    """Raise ManifestError where the work is called a version of itself, or nothing says of what it is one."""
    earlier = facts.get("version_of", "")
    if earlier and (not is_work_name(earlier) or earlier == work):
        refuse.at("version_of", "facts")(
            _("{name} = {value!r} cannot be used", name="version_of", value=earlier),
            _("name the folder of the earlier version"),
        )
    if bool(earlier) != bool(facts.get("version_source")):
        refuse.at("version_of" if earlier else "version_source", "facts")(
            _("version_of and version_source stand together"),
            _('write version_source = "…": the address, or the document, that says so'),
        )


def _describe_address() -> str:
    return _('the whole address: "https://www.example.gov.cn/plan.html"')


def _describe_sites() -> str:
    return _("one of {kinds}", kinds=", ".join(f'"{kind}"' for kind in SITES))


def _check_witness(entry: WitnessEntry, refuse: Refuse) -> WitnessEntry:
    if entry.role not in ("base", "part", "witness"):
        refuse(_("unknown role {role!r}", role=entry.role), _('write "base", "part" or "witness"'))
    if bool(entry.reading) != bool(entry.reading_sha256):
        refuse(_("reading and reading_sha256 stand together"), _("restore what is missing, or delete both"))
    if entry.retrieved and read_date(entry.retrieved) != entry.retrieved:
        refuse(
            _("retrieved = {retrieved!r} is no date", retrieved=entry.retrieved), _('write retrieved = "2021-09-06"')
        )
    if entry.source_url and not is_web_address(join_lines(entry.source_url)):
        refuse(
            _("{name} = {value!r} cannot be used", name="source_url", value=entry.source_url),
            _("write {form}", form=_describe_address()),
        )
    if entry.source_kind and entry.source_kind not in SITES:
        refuse(
            _("{name} = {value!r} cannot be used", name="source_kind", value=entry.source_kind),
            _("write {form}", form=_describe_sites()),
        )
    if not entry.file:
        refuse(_("file names nothing"), _("name the download beside the manifest"))
    for key in ("file", "emendations", "reading"):
        _refuse_path(key, getattr(entry, key), refuse)
    return replace(entry, **{key: join_lines(getattr(entry, key)) for key in _PRINTED})


def guess_former_names(folder: Path) -> tuple[str, ...]:
    """Return the names that a work had, as far as they can be told although its manifest may be unusable."""
    found = _FORMERLY_RE.search(_read_anyhow(folder))
    return tuple(re.findall(r'"([^"]*)"', found[1])) if found else ()


def find_former_line(folder: Path) -> int | None:
    """Return the line of a manifest on which the names stand that the work had, None where it cannot be found."""
    text = _read_anyhow(folder)
    found = _FORMERLY_RE.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else None


def _read_anyhow(folder: Path) -> str:
    try:
        return (folder / "manifest.toml").read_text("utf-8", "replace")
    except OSError:
        return ""
