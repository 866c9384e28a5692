"""Python's cyclic garbage collector, paused for a while.

What a conversion makes is kept until it ends, and holds no cycles but those of one page's markup, which are taken apart
when the page has been read (`clean.html_tree.SourceTree.dissolve`): looking for garbage costs a twelfth of the time and
finds none.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def pause_collector() -> Iterator[None]:
    """Run a block without the collector; it goes on afterwards where it ran before, whatever the block raises.

    What the block has made counts as old then, or all of it would be looked through at the next object made.
    """
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            if not gc.get_freeze_count():  # what somebody has frozen stays so
                gc.freeze()
                gc.unfreeze()
            gc.enable()
