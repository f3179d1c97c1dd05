#!/bin/sh
# Remake the lock files: versions and hashes, no address of any host.
#
#     tools/lock.sh              keep the pinned versions that still fit
#     tools/lock.sh --upgrade    take the newest
#
# Needs uv (`pip install uv`).  Not part of the gate: run it when a dependency
# in pyproject.toml changes, and read the difference before committing it.
set -eu
cd "$(dirname "$0")/.."

lock() {
    output=requirements/$1.txt
    shift
    uv pip compile --quiet --universal --generate-hashes \
        --python-version 3.11 --no-config --no-emit-index-url --no-emit-find-links \
        --no-annotate --no-header --output-file "$output" "$@"
}

upgrade=${1:-}
# First everything together, so that the three files agree on every version.
lock dev pyproject.toml --group build --group lint --group test $upgrade
lock run pyproject.toml --constraint requirements/dev.txt
lock build --group build --constraint requirements/dev.txt

! grep -n '://' requirements/*.txt
