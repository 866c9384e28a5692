#!/bin/sh
# See that the PDF tests find poppler's pdftotext. Without it they read with pypdf alone, so its absence is no error.
set -eu
if command -v pdftotext >/dev/null 2>&1; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing Debian's poppler-utils for the PDF tests" >&2
    export DEBIAN_FRONTEND=noninteractive
    if apt-get update -qq >&2 && apt-get install -qq -y --no-install-recommends poppler-utils >&2; then
        exit 0
    fi
fi
echo "note: there is no pdftotext here; the PDF tests that use it are skipped (install poppler-utils for them)" >&2
