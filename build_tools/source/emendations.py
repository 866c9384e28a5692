"""seeds/<work>/emendations.toml → the editorial changes to a copy."""

from pathlib import Path

from build_tools.messages import _
from build_tools.model.emendation import Emendation
from build_tools.source.typed import read_entries, read_toml


def read_emendations(path: Path) -> tuple[Emendation, ...]:
    """Return the emendations of a file, in order.

    Raises:
        ManifestError: an entry lacks source, reads or reason, or changes nothing.
    """
    if not path.is_file():
        read_toml(path)  # a manifest names it: it tells why it cannot be read
    emendations = []
    for one, refuse in read_entries(path, "emendation", Emendation):
        if not one.source or one.source == one.reads:
            refuse(_("an emendation changes nothing"), _("delete it"))
        emendations.append(one)
    return tuple(emendations)
