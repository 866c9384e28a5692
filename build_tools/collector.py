"""Python's cyclic garbage collector, paused for a while, or asked rarely.

What a conversion makes is kept until it ends, and holds no cycles but those of one page's markup, which are taken apart
when the page has been read (`clean.html_tree.SourceTree.dissolve`): looking for garbage costs a twelfth of the time and
finds none.
"""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MANY = 500_000  # young objects from which on a look through them is worth avoiding


def look_rarely() -> None:
    """Let the collector look at new objects where there are 500,000 of them, not 700, and at none when all is done.

    A rebuild of four works looked 828 times, a tenth of its time; at 200,000 once, which took 60 ms of 2.8 s.
    """
    gc.set_threshold(_MANY, 20, 50)
    atexit.register(gc.freeze)  # Python looks through all of them then, 0.16 s where they are about to be given up


@contextmanager
def pause_collector() -> Iterator[None]:
    """Run a block without the collector; it goes on afterwards where it ran before, whatever the block raises.

    Where the block has made much, that counts as old then, or all of it would be looked through at the next object
    made. Whether somebody has frozen objects is asked only then: Python counts them one by one, which in a process
    with a million of them takes longer than most conversions.
    """
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            if gc.get_count()[0] > _MANY and not gc.get_freeze_count():  # what somebody has frozen stays so
                gc.freeze()
                gc.unfreeze()
            gc.enable()
