"""accepted.toml → the changes of published clauses that have been accepted."""

from pathlib import Path

from build_tools.messages import _
from build_tools.model.acceptance import Acceptance
from build_tools.model.anchor import Anchor
from build_tools.model.toml_text import quote_toml
from build_tools.source.typed import Refuse, read_entries

FILE = "accepted.toml"
_KEYS = ("anchor", "before", "after", "was", "reads", "reason")


def read_acceptances(folder: Path) -> tuple[Acceptance, ...]:
    """Return what a work's folder holds, in order; nothing where there is no such file.

    Raises:
        ManifestError: an entry is incomplete, names no anchor or gives no reason.
    """
    remedy = _("let `plan-publisher accept` write it")
    found = read_entries(folder / FILE, "accepted", Acceptance, {"anchor": Anchor.parse}, remedy)
    return tuple(_check(one, refuse) for one, refuse in found)


def _check(one: Acceptance, refuse: Refuse) -> Acceptance:
    if not one.reason.strip():
        refuse(_("a change is accepted without a reason"), _("write the reason"))
    return one


def write_acceptance(one: Acceptance) -> str:
    """Return an entry as it stands in the file."""
    values = (str(one.anchor), one.before, one.after, one.was, one.reads, one.reason)
    lines = [f"{key} = {quote_toml(value)}" for key, value in zip(_KEYS, values, strict=True)]
    return "\n".join(["[[accepted]]", *lines]) + "\n"
