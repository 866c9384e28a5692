"""One share of the works here, the others elsewhere: `convert --shard 3/40 --out DIR`, then `merge DIR…`.

Shard r of n takes works r, r+n, … in the order of their names, and writes what it makes of them to a folder: plain
files, a few for each work, and when all is done a marker that names them. Nothing is shared while it runs, so any
cluster and any matrix of CI jobs will do; a shard that was killed goes on from the files that are there. Merging takes
the files of all shards into the project's own cache, where whatever else is to be done finds them.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from build_tools.engine.cache import hash_code
from build_tools.engine.folders import Project
from build_tools.engine.project import survey_project
from build_tools.engine.tasks import CONVERTED, SURVEYED, Mapper, Outcome
from build_tools.errors import ManifestError, PublisherError
from build_tools.messages import _
from build_tools.publish.docs import write_kept, write_whole

_MARKER_RE = re.compile(r"shard-([0-9]{1,6})-of-([0-9]{1,6})\.json")


@dataclass(frozen=True)
class Shard(Project):
    """One share of a project.

    Attributes:
        number: from 1.
        total: how many there are.
        out: the folder that its results go to.
    """

    number: int
    total: int
    out: Path

    @property
    def cache(self) -> Path:
        """The folder of its results."""
        return self.out

    @property
    def marker(self) -> Path:
        """The file that says that all is done."""
        return self.out / f"shard-{self.number}-of-{self.total}.json"

    def work_folders(self) -> list[Path]:
        """Return the folders of its works by name."""
        return super().work_folders()[self.number - 1 :: self.total]


def convert_shard(shard: Shard, mapper: Mapper, progress: Callable[[Outcome], None]) -> dict[str, PublisherError]:
    """Survey the works of a shard that are not done yet, and write its marker; return why works failed, by name.

    Raises:
        PublisherError: the folder cannot be written.
    """
    shard.marker.unlink(missing_ok=True)
    keys, failures = survey_project(shard, mapper=mapper, progress=progress)
    told = {"code": hash_code(), "works": keys, "failed": sorted(failures)}
    write_kept(shard.marker, (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
    lacking = [work for work in keys for path in _list_kept(shard.out, work) if not path.is_file()]
    if lacking or not shard.marker.is_file():
        shard.marker.unlink(missing_ok=True)
        raise PublisherError(
            _("the results could not be written"),
            path=shard.out,
            remedy=_("make room and run this again; it does the rest"),
        )
    return failures


def merge_shards(project: Project, folders: Sequence[Path]) -> int:
    """Take the results of all shards into the project's cache; return of how many works.

    Raises:
        ManifestError: a shard is missing or not complete, or was made by another version of the program.
    """
    markers = {path: match for folder in folders for path in folder.glob("shard-*.json") if (match := _match(path))}
    totals = sorted({int(match[2]) for match in markers.values()})
    if len(totals) != 1:
        raise ManifestError(
            _("there are shards of {totals}", totals=", ".join(map(str, totals)))
            if totals
            else _("there is no complete shard here"),
            path=folders[0],
            remedy=_("name the folders of one run; `convert --shard 1/4 --out DIR` writes the first of four shards"),
        )
    (total,) = totals
    missing = sorted(set(range(1, total + 1)) - {int(match[1]) for match in markers.values()})
    if missing:
        raise ManifestError(
            _(
                "{count} of {total} shards are not complete: {missing}",
                count=len(missing),
                total=total,
                missing=", ".join(map(str, missing[:20])),
            ),
            path=folders[0],
            remedy=_(
                "run `convert --shard {missing}/{total} --out DIR` again, which does the rest, then merge",
                missing=missing[0],
                total=total,
            ),
        )
    works = 0
    for marker in sorted(markers):
        try:
            told = json.loads(marker.read_text("utf-8"))
            code, keys = told["code"], list(told["works"])
        except (ValueError, KeyError, TypeError):
            raise ManifestError(_("the marker is damaged"), path=marker, remedy=_("run this shard again")) from None
        if code != hash_code():
            raise ManifestError(
                _("this shard was made by another version of the program, or another Python"),
                path=marker,
                remedy=_("use the same on every machine, and run the shard again"),
            )
        for work in keys:
            for path in _list_kept(marker.parent, work):
                write_whole(project.cache / path.name, path.read_bytes())
        works += len(keys)
    return works


def _match(path: Path) -> re.Match[str] | None:
    return _MARKER_RE.fullmatch(path.name)


def _list_kept(folder: Path, work: str) -> list[Path]:
    return [folder / f"{work}.{stage.name}" for stage in (CONVERTED, SURVEYED)]
