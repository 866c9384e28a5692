"""Tasks on machines that do not share our disk: what a task reads travels with it, what it makes comes back.

A parcel holds the bytes of a work's folder, of the tables and of what is kept of the work. Where it is opened they are
laid into a folder that is deleted afterwards, so no path of one machine has a meaning on another. What comes back is
held against its digest before it is kept.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from build_tools.engine.cache import hash_code
from build_tools.engine.cluster import Cluster
from build_tools.engine.tasks import CONVERTED, SURVEYED, Outcome, Task, do_task, lose_task
from build_tools.errors import PublisherError
from build_tools.messages import _
from build_tools.publish.docs import hash_file, write_kept

_CARRIED = (CONVERTED.name, SURVEYED.name)  # of what is kept of a work, what the next stage reads


@dataclass(frozen=True)
class Parcel:
    """A task that can be sent.

    Attributes:
        task: the task; its paths are names here.
        code: hash of the code that has to do it.
        files: name → bytes, of the work's folder.
        kept: stage → bytes, of what has been made of the work.
        tables: name → bytes, of the tables beside the works.
    """

    task: Task
    code: str
    files: tuple[tuple[str, bytes], ...]
    kept: tuple[tuple[str, bytes], ...]
    tables: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True)
class Delivery:
    """What came of a parcel: the outcome, and stage → (digest, bytes) of what is to be kept."""

    outcome: Outcome
    kept: tuple[tuple[str, str, bytes], ...] = ()


def _list_tables(task: Task) -> dict[str, Path]:
    """Return the task's paths other than its folder and the cache: field → file."""
    named = {field.name: getattr(task, field.name) for field in fields(task)}
    return {name: path for name, path in named.items() if isinstance(path, Path) and name not in {"folder", "cache"}}


@cache
def _read_table(path: Path, state: str) -> bytes:
    del state  # it tells one state of the files from another; what is read once travels once a batch
    return path.read_bytes() if path.is_file() else b""


def pack_task(task: Task) -> Parcel:
    """Return a task with all that it reads."""
    folder, tables = task.folder, _list_tables(task)
    named: dict[str, Any] = {name: Path(path.name) for name, path in tables.items()}
    kept = [(stage, task.cache / f"{folder.name}.{stage}") for stage in _CARRIED]
    return Parcel(
        replace(task, folder=Path(folder.name), cache=Path(), **named),
        hash_code(),
        tuple((path.name, path.read_bytes()) for path in sorted(folder.iterdir()) if path.is_file()),
        tuple((stage, path.read_bytes()) for stage, path in kept if path.is_file()),
        tuple((path.name, _read_table(path, task.tables_key)) for path in tables.values()),
    )


@cache
def _lay_tables(tables: tuple[tuple[str, bytes], ...]) -> tempfile.TemporaryDirectory[str]:
    """Lay the tables into a folder that stays as long as this process, so that they are read once."""
    room = tempfile.TemporaryDirectory(prefix="plan-tables-")
    for name, data in tables:
        if data:
            Path(room.name, name).write_bytes(data)
    return room


def do_parcel(parcel: Parcel) -> Delivery:
    """Do a task where only its parcel is known."""
    name = parcel.task.folder.name
    if parcel.code != hash_code():
        error = PublisherError(
            _("a worker of the cluster has another version of the program, or another Python"),
            remedy=_("install the same on every machine; the other works are unharmed"),
            path=parcel.task.folder,
        )
        return Delivery(Outcome(name, error=error))
    tables = Path(_lay_tables(parcel.tables).name)
    with tempfile.TemporaryDirectory(prefix="plan-") as room:
        folder, kept = Path(room, "seeds", name), Path(room, "kept")
        folder.mkdir(parents=True)
        kept.mkdir()
        for path, data in [(folder / file, data) for file, data in parcel.files] + [
            (kept / f"{name}.{stage}", data) for stage, data in parcel.kept
        ]:
            path.write_bytes(data)
        paths: dict[str, Any] = {field: tables / path.name for field, path in _list_tables(parcel.task).items()}
        outcome = do_task(replace(parcel.task, folder=folder, cache=kept, **paths))
        if outcome.error is not None and outcome.error.path is not None:
            path = outcome.error.path
            outcome.error.path = path.relative_to(folder.parent) if path.is_relative_to(folder.parent) else path
        came, made = dict(parcel.kept), []
        for path in sorted(kept.iterdir()):
            data, stage = path.read_bytes(), path.suffix[1:]
            if came.get(stage) != data:
                made.append((stage, hash_file(data), data))
    return Delivery(outcome, tuple(made))


def lose_parcel(parcel: Parcel) -> Delivery:
    """Return what comes of a parcel whose worker was killed even when it held nothing else."""
    return Delivery(lose_task(parcel.task))


def receive(task: Task, delivery: Delivery) -> Outcome:
    """Keep what was made elsewhere, and return the outcome as if it had been made here.

    Raises:
        PublisherError: what came is not what was sent.
    """
    for stage, digest, data in delivery.kept:
        if hash_file(data) != digest:
            raise PublisherError(
                _("what a worker made of {folder} came back damaged", folder=task.folder.name),
                remedy=_("run this again; what was done is kept"),
                path=task.folder,
            )
        write_kept(task.cache / f"{task.folder.name}.{stage}", data)
    error = delivery.outcome.error
    if error is not None and error.path is not None and not error.path.is_absolute():
        error.path = task.folder.parent / error.path
    return delivery.outcome


def send(cluster: Cluster[Parcel, Delivery]) -> Callable[[object, Iterable[Task]], Iterator[Outcome]]:
    """Return a mapper for tasks that are done by a cluster."""

    def do_tasks(_do_task: object, tasks: Iterable[Task]) -> Iterator[Outcome]:
        listed = list(tasks)
        for task, delivery in zip(listed, cluster(do_parcel, map(pack_task, listed)), strict=True):
            yield receive(task, delivery)

    return do_tasks
