"""Works in processes of their own: a process that is lost takes no other work with it.

Takes a function and its arguments; gives the results in the order of the arguments. The system may kill a process
(for its memory, most often), and the executor then gives up all that it had in hand. What was in hand is tried again,
each piece alone in a process of its own: so the one at fault is known, and the others are done.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Given = TypeVar("Given")
Result = TypeVar("Result")

# Pieces handed out at a time, for each process: enough to keep all busy, and few to try again after a loss.
_IN_HAND = 2


class Workers(Generic[Given, Result]):
    """A mapper like `map` whose calls run in processes.

    Args:
        jobs: how many processes.
        lost: gives the result for an argument whose process was lost even when it ran alone.
    """

    def __init__(self, jobs: int, lost: Callable[[Given], Result]) -> None:
        self.jobs = jobs
        self.lost = lost

    def __call__(self, function: Callable[[Given], Result], arguments: Iterable[Given]) -> Iterator[Result]:
        """Yield `function(argument)` for each argument, in order."""
        left = deque(arguments)
        while left:
            in_hand: deque[tuple[Given, Future[Result]]] = deque()
            with ProcessPoolExecutor(self.jobs) as pool:
                while left or in_hand:
                    try:
                        while left and len(in_hand) < _IN_HAND * self.jobs:
                            in_hand.append((left[0], pool.submit(function, left[0])))
                            left.popleft()
                        result = in_hand[0][1].result()
                    except BrokenProcessPool:
                        break
                    in_hand.popleft()
                    yield result
            for argument, future in in_hand:
                done = future.done() and future.exception() is None
                yield future.result() if done else self._try_alone(function, argument)

    def _try_alone(self, function: Callable[[Given], Result], argument: Given) -> Result:
        with ProcessPoolExecutor(1) as pool:
            try:
                return pool.submit(function, argument).result()
            except BrokenProcessPool:
                return self.lost(argument)
