#!/bin/sh
# See that the tests of the books find epubcheck (a jar) and java. Without them these tests are skipped, with the reason.
set -eu
jar=${EPUBCHECK:-/usr/bin/epubcheck}
if command -v java >/dev/null 2>&1 && [ -f "$jar" ]; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing Debian's epubcheck for the tests of the books" >&2
    export DEBIAN_FRONTEND=noninteractive
    if apt-get update -qq >&2 && apt-get install -qq -y --no-install-recommends epubcheck default-jre-headless >&2; then
        exit 0
    fi
fi
echo "note: there is no epubcheck here; its tests are skipped (install java and epubcheck, or name the jar: EPUBCHECK=…)" >&2
