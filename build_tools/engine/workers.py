"""Works in processes of their own: a process that is lost takes no other work with it.

Takes a function and its arguments; gives the results in the order of the arguments. The system may kill a process
(for its memory, most often), and the executor then gives up all that it had in hand. What was in hand is tried again,
each piece alone in a process of its own: so the one at fault is known, and the others are done.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from typing import Any, Generic, NoReturn, TypeVar

from build_tools.errors import DefectError
from build_tools.messages import _, speak, spoken

Given = TypeVar("Given")
Result = TypeVar("Result")

# Pieces handed out at a time, for each process: enough to keep all busy, and few to try again after a loss.
_IN_HAND = 2
_FEWEST = 2  # pieces, and processes, that are worth it


class Workers(Generic[Given, Result]):
    """A mapper like `map` whose calls run in processes.

    Args:
        jobs: how many processes.
        lost: gives the result for an argument whose process was lost even when it ran alone.
        context: how processes are begun; None leaves it to Python.
        fewest: arguments that are worth processes: fewer are done here, one after the other.
    """

    def __init__(
        self, jobs: int, lost: Callable[[Given], Result], context: BaseContext | None = None, fewest: int = 1
    ) -> None:
        self.jobs = jobs
        self.lost = lost
        self.context = context
        self.fewest = fewest

    def __call__(self, function: Callable[[Given], Result], arguments: Iterable[Given]) -> Iterator[Result]:
        """Yield `function(argument)` for each argument, in order."""
        left = deque(arguments)
        if len(left) < self.fewest:
            yield from map(function, left)
            return
        while left:
            in_hand: deque[tuple[Given, Future[Result]]] = deque()
            with ProcessPoolExecutor(self.jobs, self.context, speak, (spoken(),)) as pool, suppress(BrokenProcessPool):
                while left or in_hand:
                    while left and len(in_hand) < _IN_HAND * self.jobs:
                        in_hand.append((left[0], pool.submit(function, left[0])))
                        left.popleft()
                    result = in_hand[0][1].result()
                    in_hand.popleft()
                    yield result
            for argument, future in in_hand:
                done = future.done() and future.exception() is None
                yield future.result() if done else self._try_alone(function, argument)

    def _try_alone(self, function: Callable[[Given], Result], argument: Given) -> Result:
        with ProcessPoolExecutor(1, self.context, speak, (spoken(),)) as pool:
            try:
                return pool.submit(function, argument).result()
            except BrokenProcessPool:
                return self.lost(argument)


def spread(function: Callable[[Given], Result], arguments: Sequence[Given], jobs: int) -> Iterator[Result]:
    """Yield `function(argument)` for each argument, in order, from so many processes; errors come out as they are.

    The processes are copies of this one (fork), so the function may know whatever this one knows: nothing but
    arguments and results is sent. They hold the lock of the build, as MkDocs does. Where a system has no copies, or
    there is little to do, it is done here.

    Raises:
        DefectError: a process was lost even when its piece ran alone.
    """
    if min(jobs, len(arguments)) < _FEWEST or "fork" not in get_all_start_methods():
        yield from map(function, arguments)
        return
    workers: Workers[Given, Result] = Workers(jobs, _lose, get_context("fork"))
    _FUNCTIONS.append(function)
    try:
        yield from workers(_call, arguments)
    finally:
        _FUNCTIONS.pop()


_FUNCTIONS: list[Callable[[Any], Any]] = []  # what the copies of this process are made for


def _call(argument: Any) -> Any:
    return _FUNCTIONS[-1](argument)


def _lose(_argument: object) -> NoReturn:
    raise DefectError(
        _("a process that made a part of the site was killed, and once more when it ran alone"),
        remedy=_("free memory; the last good site is still in place"),
    )
