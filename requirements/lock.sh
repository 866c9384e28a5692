#!/bin/sh
# lock.sh PYTHON [keep]: compile requirements/*.in to *.txt, the latest versions, each with its hashes.
# With `keep`, what is pinned stays as it is, and only packages that are new in an .in file are added.
# Run it with the oldest Python that should do, Debian 12's 3.11.2 (make lock PYTHON=/usr/bin/python3): pip takes
# what fits the Python it runs on, and some packages ask for a later 3.11. The files name no index.
set -eu
python=$1
upgrade=--upgrade
if [ "${2:-}" = keep ]; then upgrade=; fi
cd "$(dirname "$0")/.."
tools=.cache/lock
"$python" -m venv --clear "$tools"
"$tools/bin/python" -m pip --quiet --disable-pip-version-check install pip-tools
cd requirements
# In this order: pdf.in takes site.txt as a constraint, test.in those before it.
for name in build site pdf ocr dask machines desk test; do
    "../$tools/bin/pip-compile" --quiet $upgrade --generate-hashes --strip-extras --allow-unsafe --no-header \
        --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options \
        --annotation-style=line --output-file="$name.txt" "$name.in"
done
