#!/bin/sh
# make_venv.sh PYTHON DIRECTORY: make a virtual environment, or keep the one that is there and works.
set -eu
python=$1
directory=$2

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

if ! command -v "$python" >/dev/null 2>&1; then
    echo "error: there is no $python here" >&2
    echo "  remedy: install Python 3.11 or later, or name it: make site PYTHON=/path/to/python3.12" >&2
    exit 3
fi
if ! is_new_enough "$python"; then
    echo "error: Python 3.11 or later is needed, and $python is $("$python" --version 2>&1)" >&2
    echo "  remedy: name a newer one: make site PYTHON=python3.12" >&2
    exit 3
fi

# An environment whose making was interrupted has no working pip.
if is_new_enough "$directory/bin/python" && "$directory/bin/python" -m pip --version >/dev/null 2>&1; then
    exit 0
fi
# Debian keeps ensurepip, which brings pip into an environment, in a package of its own.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        echo "installing python$version-venv" >&2
        { apt-get update -qq && apt-get install -qq -y --no-install-recommends "python$version-venv"; } >&2
    else
        echo "error: $python cannot make a virtual environment, it lacks ensurepip" >&2
        echo "  remedy: install it (Debian: apt install python3-venv), then run make again" >&2
        exit 3
    fi
fi
"$python" -m venv --clear "$directory"
