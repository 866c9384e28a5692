"""seeds/script.toml → what is decided about converting between scripts."""

from dataclasses import dataclass
from pathlib import Path

from build_tools.messages import _
from build_tools.model.script import Script, ScriptException, ScriptTable
from build_tools.source.typed import Refuse, decode_entries, read_toml

_TARGETS = (Script.HANT, Script.HANT_HK)


@dataclass(frozen=True, kw_only=True)
class _Keep:
    """A phrase that stays as it is."""

    phrase: str
    reason: str
    targets: tuple[Script, ...] = _TARGETS
    example: str = ""


@dataclass(frozen=True, kw_only=True)
class _Exception(_Keep):
    """A phrase that becomes another one."""

    reads: str


def read_script_table(path: Path) -> ScriptTable:
    """Return the exceptions of a file, [[exception]] before [[keep]]; none where there is no such file.

    Raises:
        ManifestError: an entry cannot be used, or a phrase is decided twice for one target.
    """
    if not path.exists():
        return ScriptTable()
    content = read_toml(path)
    if unknown := set(content) - {"exception", "keep", "traditional"}:
        Refuse(path)(
            _("unknown key {unknown!r}", unknown=min(unknown)),
            _("the file holds traditional, [[exception]] and [[keep]]"),
        )
    traditional = content.get("traditional", Script.HANT.value)
    if traditional not in [target.value for target in _TARGETS]:
        Refuse(path)(
            _("traditional = {traditional!r} is no form of traditional script", traditional=traditional),
            _("write one of {targets}", targets=", ".join(_TARGETS)),
        )
    entries: list[ScriptException] = []
    decided: set[tuple[str, Script]] = set()
    for kind, record in (("exception", _Exception), ("keep", _Keep)):
        for item, refuse in decode_entries(content, path, kind, record):
            entry = _read_entry(item, refuse)
            for target in entry.targets:
                if (entry.phrase, target) in decided:
                    refuse(
                        _("{phrase} is decided twice for {target}", phrase=entry.phrase, target=target),
                        _("delete one of the entries"),
                    )
                decided.add((entry.phrase, target))
            entries.append(entry)
    return ScriptTable(tuple(entries), Script(traditional))


def _read_entry(item: _Keep, refuse: Refuse) -> ScriptException:
    phrase, reads = item.phrase, item.reads if isinstance(item, _Exception) else item.phrase
    example = item.example or phrase
    if not phrase or not item.reason or not item.targets:
        refuse(_("an entry has an empty phrase, reason or list of targets"), _("complete it"))
    if len(reads) != len(phrase):
        refuse(
            _("{phrase} → {reads} changes the number of characters", phrase=phrase, reads=reads),
            _("script changes, words do not"),
        )
    if example.count(phrase) != 1:
        refuse(
            _("the example {example} does not hold {phrase} exactly once", example=example, phrase=phrase),
            _("choose another example"),
        )
    return ScriptException(phrase, reads, item.targets, item.reason, example)
