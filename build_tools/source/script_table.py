"""seeds/script.toml → what is decided about converting between scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from build_tools.errors import ManifestError
from build_tools.model.script import Script, ScriptException, ScriptTable
from build_tools.source.manifest import read_toml

_TARGETS = (Script.HANT, Script.HANT_HK)
_OPTIONAL = {"targets", "example"}


def read_script_table(path: Path) -> ScriptTable:
    """Return the exceptions of a file, [[exception]] before [[keep]]; none where there is no such file.

    Raises:
        ManifestError: an entry cannot be used, or a phrase is decided twice for one target.
    """
    if not path.is_file():
        return ScriptTable()
    content = read_toml(path)
    if unknown := set(content) - {"exception", "keep", "traditional"}:
        raise ManifestError(
            f"unknown key {min(unknown)!r}", path=path, remedy="the file holds traditional, [[exception]] and [[keep]]"
        )
    traditional = content.get("traditional", Script.HANT.value)
    if traditional not in [target.value for target in _TARGETS]:
        raise ManifestError(
            f"traditional = {traditional!r} is no form of traditional script",
            path=path,
            remedy=f"write one of {', '.join(_TARGETS)}",
        )
    entries: list[ScriptException] = []
    decided: set[tuple[str, Script]] = set()
    for kind in ("exception", "keep"):
        found = content.get(kind, [])
        for item in found if isinstance(found, list) else [found]:
            entry = _read_entry(kind, item, path)
            for target in entry.targets:
                if (entry.phrase, target) in decided:
                    raise ManifestError(
                        f"{entry.phrase} is decided twice for {target}", path=path, remedy="delete one of the entries"
                    )
                decided.add((entry.phrase, target))
            entries.append(entry)
    return ScriptTable(tuple(entries), Script(traditional))


def _read_entry(kind: str, item: object, path: Path) -> ScriptException:
    needed = {"phrase", "reason"} | ({"reads"} if kind == "exception" else set())
    if not isinstance(item, dict) or not needed <= set(item) <= needed | _OPTIONAL:
        raise ManifestError(
            f"a [[{kind}]] needs {', '.join(sorted(needed))} and may have {', '.join(sorted(_OPTIONAL))}",
            path=path,
            remedy="complete it",
        )
    phrase, reason, targets = item["phrase"], item["reason"], item.get("targets", list(_TARGETS))
    reads: Any = item.get("reads", phrase)
    example: Any = item.get("example", phrase)
    if not all(isinstance(text, str) and text for text in (phrase, reads, example, reason)):
        raise ManifestError(f"a [[{kind}]] has a value that is no text", path=path, remedy='write phrase = "…"')
    if len(reads) != len(phrase):
        raise ManifestError(
            f"{phrase} → {reads} changes the number of characters", path=path, remedy="script changes, words do not"
        )
    if example.count(phrase) != 1:
        raise ManifestError(
            f"the example {example} does not hold {phrase} exactly once", path=path, remedy="choose another example"
        )
    known = [script.value for script in Script]
    if not isinstance(targets, list) or not targets or not all(target in known for target in targets):
        raise ManifestError(f"{phrase}: unknown targets", path=path, remedy=f"known are {', '.join(known)}")
    return ScriptException(phrase, reads, tuple(Script(target) for target in targets), reason, example)
