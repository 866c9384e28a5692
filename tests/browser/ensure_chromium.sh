#!/bin/sh
# Make sure that the browser tests find a Chromium; the same names as in conftest.py.
set -eu
for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then
        exit 0
    fi
done
if [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing Debian's chromium for the browser tests" >&2
    export DEBIAN_FRONTEND=noninteractive
    # The fonts let Chinese be laid out as a reader's machine would.
    if apt-get update -qq >&2 && apt-get install -qq -y --no-install-recommends chromium fonts-noto-cjk >&2; then
        exit 0
    fi
    echo "error: apt could not install chromium" >&2
else
    echo "error: the browser tests need Chromium, and there is none" >&2
fi
echo "  remedy: install chromium, name one with CHROMIUM=/path/to/it, or run \`make test BROWSER=no\`" >&2
exit 1
