"""The door to Dask: pieces of work on the machines of a cluster, or in processes that Dask keeps on this one.

Takes a function and its arguments; gives the results in the order of the arguments, as `workers.Workers` does. Both are
sent as they are, so an argument holds bytes and no path. Pieces travel in batches; where a batch was in hand on a
worker that was lost, each of its pieces is tried again alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar

from build_tools.errors import PublisherError
from build_tools.messages import _

if TYPE_CHECKING:
    from distributed import Client, Future

Given = TypeVar("Given")
Result = TypeVar("Result")

# A message costs the scheduler about as much as 1/50 of a work; more than these are much to do again after a loss.
_BATCH = 16
_IN_HAND = 2  # batches, for each worker
_PATIENCE = 60  # seconds until a scheduler and its first worker answer


class Cluster(Generic[Given, Result]):
    """A mapper like `map` whose calls run on a cluster.

    Args:
        client: of its scheduler, see `open_client`.
        lost: gives the result for an argument whose worker was lost even when it ran alone.
        batch: how many arguments travel together.
    """

    def __init__(self, client: Client, lost: Callable[[Given], Result], batch: int = _BATCH) -> None:
        self.client, self.lost, self.batch = client, lost, batch

    def __call__(self, function: Callable[[Given], Result], arguments: Iterable[Given]) -> Iterator[Result]:
        """Yield `function(argument)` for each argument, in order.

        Raises:
            PublisherError: the cluster is gone.
        """
        left = iter(arguments)
        in_hand: deque[tuple[list[Given], Future[list[Result]]]] = deque()
        while True:
            most = _IN_HAND * max(1, len(self.client.nthreads()))
            while len(in_hand) < most and (batch := list(islice(left, self.batch))):
                in_hand.append((batch, self._submit(function, batch)))
            if not in_hand:
                return
            batch, future = in_hand.popleft()
            results = self._take(future)
            yield from [self._try_alone(function, one) for one in batch] if results is None else results

    def _submit(self, function: Callable[[Given], Result], batch: list[Given]) -> Future[list[Result]]:
        return self.client.submit(_run_batch, function, batch, pure=False)

    def _take(self, future: Future[list[Result]]) -> list[Result] | None:
        """Return the results of a batch, None where its worker was lost."""
        from distributed import KilledWorker

        try:
            results: list[Result] = future.result()
        except KilledWorker:
            return None
        except (CancelledError, OSError) as error:
            raise PublisherError(
                _("the cluster is gone: {error}", error=error),
                remedy=_("start it and run this again; what was done is kept"),
            ) from error
        return results

    def _try_alone(self, function: Callable[[Given], Result], argument: Given) -> Result:
        results = self._take(self._submit(function, [argument]))
        return self.lost(argument) if results is None else results[0]


def _run_batch(function: Callable[[Given], Result], batch: list[Given]) -> list[Result]:
    return [function(argument) for argument in batch]


@contextmanager
def open_client(scheduler: str, workers: int) -> Iterator[Client]:
    """Open the client of a scheduler, or of a cluster on this machine that ends with it.

    Args:
        scheduler: its address, "tcp://host:8786"; "" for a cluster of our own.
        workers: how many processes that has; each keeps its files in a folder of its own.

    Raises:
        PublisherError: Dask is not installed, or nobody answers.
    """
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise PublisherError(
            _("Dask is not installed: {error}", error=error),
            remedy=_('run `pip install "plan-publisher[dask]"`, here and on each worker'),
        ) from error
    if not scheduler:
        # A piece that was lost is tried alone by us, so that Dask need not try it, and its neighbours, again.
        with (
            dask.config.set({"distributed.scheduler.allowed-failures": 0}),
            LocalCluster(
                # Any free port will do for its pages: two runs on one machine are not in each other's way.
                n_workers=workers,
                threads_per_worker=1,
                memory_limit=0,
                dashboard_address=":0",
                silence_logs="CRITICAL",
            ) as cluster,
            Client(cluster) as client,
        ):
            yield client
        return
    try:
        client = Client(scheduler, timeout=_PATIENCE)
        client.wait_for_workers(1, timeout=_PATIENCE)
    except (OSError, ValueError, TimeoutError) as error:
        raise PublisherError(
            _("no worker answers at {scheduler}: {error}", scheduler=scheduler, error=error),
            remedy=_("start `dask scheduler` there and `dask worker ADDRESS --nthreads 1` on each machine"),
        ) from error
    with client:
        yield client
