"""Which lines of the converter have run: enough to tell an input that leads to new code, and cheap enough to stay on.

Every function reports each of its lines once. One that has told nothing new in its last `PATIENCE` calls is looked at
in one call of `SELDOM`, so the cost falls while the search goes on.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

PATIENCE, SELDOM = 200, 64


@dataclass
class Coverage:
    """Lines that have run, by the code that they stand in; `fresh` counts those that are new since it was set to 0."""

    folder: Path
    lines: dict[CodeType, set[int]] = field(default_factory=dict)
    calls: dict[CodeType, int] = field(default_factory=dict)
    fresh: int = 0

    def start(self) -> None:
        """Begin to look."""
        self._prefix = str(self.folder)
        self._foreign: set[CodeType] = set()
        sys.settrace(self._enter)

    def stop(self) -> None:
        """Stop looking."""
        sys.settrace(None)

    def _enter(self, frame: FrameType, _event: str, _argument: object) -> Any:
        code = frame.f_code
        if code in self._foreign:
            return None
        seen = self.lines.get(code)
        if seen is None:
            if not code.co_filename.startswith(self._prefix):
                self._foreign.add(code)
                return None
            self.lines[code] = set()
            self.calls[code] = 0
            return self._line
        calls = self.calls[code] = self.calls[code] + 1
        return self._line if calls < PATIENCE or calls % SELDOM == 0 else None

    def _line(self, frame: FrameType, event: str, _argument: object) -> Any:
        if event == "line":
            seen = self.lines[frame.f_code]
            if frame.f_lineno not in seen:
                seen.add(frame.f_lineno)
                self.fresh += 1
                self.calls[frame.f_code] = 0
        return self._line
