#!/bin/sh
# Make sure that the browser tests find a Chromium; the same names as in conftest.py.
# The shell is Chromium without a window, its tabs and all that: a page takes a third of the time in it.
set -eu
have() {
    [ -n "$1" ] && command -v "$1" >/dev/null 2>&1
}
if have "${CHROMIUM:-}" || have chromium-headless-shell; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ] && have apt-get; then
    echo "installing Debian's chromium-headless-shell for the browser tests" >&2
    export DEBIAN_FRONTEND=noninteractive
    # The fonts let Chinese be laid out as a reader's machine would. Older Debians have the whole browser alone.
    if apt-get update -qq >&2; then
        for name in chromium-headless-shell chromium; do
            if apt-get install -qq -y --no-install-recommends "$name" fonts-noto-cjk >&2; then
                exit 0
            fi
        done
    fi
    echo "apt could not install it" >&2
fi
for name in chromium chromium-browser google-chrome; do
    if have "$name"; then
        exit 0
    fi
done
echo "error: the browser tests need Chromium, and there is none" >&2
echo "  remedy: install chromium, name one with CHROMIUM=/path/to/it, or run \`make test BROWSER=no\`" >&2
exit 1
