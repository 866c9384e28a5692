"""Starts the command line; who interrupts while it is loaded sees no traceback either."""

import sys


def run() -> int:
    """Run one command; return its exit code."""
    try:
        from build_tools.collector import look_rarely

        look_rarely()  # what is loaded now stays
        from build_tools.cli import main

        return main()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(run())
