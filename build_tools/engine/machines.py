"""Which processes and machines do the work: the options of the command line, and the mapper that they choose."""

from __future__ import annotations

import argparse
import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from build_tools.engine.terminal import Progress, say, tell_error
from build_tools.errors import ManifestError
from build_tools.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from build_tools.engine.folders import Project
    from build_tools.engine.tasks import Mapper

# Below this many works a second process costs more than it saves.
_WORTH_PROCESSES = 16
_MOST_PROCESSES = 61  # what the executor allows on every system


def add_machine_options(command: argparse.ArgumentParser) -> None:
    """Add the options that say where works are converted."""
    where = command.add_mutually_exclusive_group()
    where.add_argument(
        "--jobs", type=_count, default=0, metavar="N", help=_("processes (default: by the number of works)")
    )
    where.add_argument("--scheduler", default="", metavar="tcp://HOST:PORT", help=_("convert on this Dask cluster"))
    where.add_argument(
        "--dask-workers", type=_count, default=0, metavar="N", help=_("convert in a Dask cluster of N processes here")
    )


def _count(text: str) -> int:
    """Read a number of processes; 0 leaves it to us."""
    if not text.isdecimal() or int(text) > _MOST_PROCESSES:
        raise argparse.ArgumentTypeError(_("{text!r} is no number from 0 to {most}", text=text, most=_MOST_PROCESSES))
    return int(text)


def read_shard(text: str) -> tuple[int, int]:
    """Read "3/40": the number of a share, from 1, and how many there are."""
    match = re.fullmatch("([0-9]{1,6})/([0-9]{1,6})", text)
    number, total = map(int, match.groups()) if match else (0, 0)
    if not 1 <= number <= total:
        raise argparse.ArgumentTypeError(
            _("{text!r} is no shard: the first of forty is 1/40, the last is 40/40", text=text)
        )
    return number, total


def count_jobs(options: argparse.Namespace, works: int) -> int:
    """Return how many processes to use on this machine, for so many works."""
    jobs: int = options.jobs or (1 if works < _WORTH_PROCESSES else os.cpu_count() or 1)
    return jobs


def count_copies(options: argparse.Namespace, works: int) -> int:
    """Return how many processes that are copies of this one to use while the mapper for so many works is open.

    A process that speaks with a cluster has threads, and is not to be copied.
    """
    return 1 if options.scheduler or options.dask_workers else count_jobs(options, works)


@contextmanager
def open_mapper(options: argparse.Namespace, works: int) -> Iterator[Mapper]:
    """Open the mapper that the options choose for so many works: in this process, in a pool or on a cluster.

    Raises:
        PublisherError: the cluster cannot be had.
    """
    if options.scheduler or options.dask_workers:
        from build_tools.engine.cluster import Cluster, open_client
        from build_tools.engine.parcels import lose_parcel, send

        with open_client(options.scheduler, options.dask_workers) as client:
            yield send(Cluster(client, lose_parcel))
        return
    from build_tools.engine.tasks import lose_task
    from build_tools.engine.workers import Workers

    jobs = count_jobs(options, works)
    yield map if jobs == 1 else Workers(jobs, lose_task, fewest=1 if options.jobs else _WORTH_PROCESSES)


def convert_share(project: Project, options: argparse.Namespace) -> int:
    """Convert one share of the works, tell of it, and return the exit code.

    Raises:
        ManifestError: only one of share and folder is given.
    """
    from build_tools.engine.shards import Shard, convert_shard

    if not (options.shard and options.out):
        raise ManifestError(_("a shard goes to a folder of its own"), remedy=_("give both --shard 3/40 and --out DIR"))
    number, total = options.shard
    shard = Shard(project.root, number, total, options.out.resolve(), leaves_drafts=project.leaves_drafts)
    works = len(shard.work_folders())
    with open_mapper(options, works) as mapper:
        failures = convert_shard(shard, mapper, Progress(works, quiet=options.quiet))
    for error in failures.values():
        tell_error(error)
    if not options.quiet:
        told = _("{works} works, {failed} failed", works=works, failed=len(failures))
        say(f"{shard.marker}: {told}")
    return next((error.exit_code for error in failures.values()), 0)
