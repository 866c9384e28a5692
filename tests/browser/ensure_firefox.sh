#!/bin/sh
# Install Debian's Firefox where that can be done; without one its tests are left out, and pytest says so.
set -eu
for name in firefox-esr firefox; do
    if command -v "$name" >/dev/null 2>&1; then
        exit 0
    fi
done
if [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing Debian's firefox-esr for the browser tests" >&2
    export DEBIAN_FRONTEND=noninteractive
    if apt-get update -qq >&2 && apt-get install -qq -y --no-install-recommends firefox-esr >&2; then
        exit 0
    fi
fi
echo "note: no Firefox here; the tests that ask for one are skipped" >&2
