#!/bin/sh
# Make or mend .venv from the lock files, and nothing outside this folder.
#
#     tools/environment.sh run    what `kalkan` needs
#     tools/environment.sh dev    that, the tests and the linters
set -eu
cd "$(dirname "$0")/.."
lock=$1

say() { printf '%s\n' "kalkan: $*" >&2; }

usable='import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))'

find_python() {
    for python in ${PYTHON:-python3.11 python3.12 python3.13 python3}; do
        if "$python" -c "$usable" >/dev/null 2>&1; then
            printf '%s\n' "$python"
            return
        fi
    done
    say "needs Python 3.11 or later with its venv module" \
        "(Debian: apt-get install python3.11-venv); found none." \
        "Name one with: make PYTHON=/path/to/python3.11"
    exit 1
}

# A folder that was moved, or whose Python is gone, is made anew.
if [ "$(cat .venv/.home 2>/dev/null)" != "$PWD" ] || ! .venv/bin/python -c '' 2>/dev/null
then
    python=$(find_python)
    say "making .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv
    printf '%s\n' "$PWD" >.venv/.home
fi

pip() { .venv/bin/python -m pip --disable-pip-version-check --no-input "$@"; }

say "installing the locked packages ($lock); the first time takes a minute or two"
pip install --quiet --require-hashes -r requirements/build.txt \
    -r "requirements/$lock.txt" || {
    say "a package could not be installed. Without a network, let pip find the" \
        "locked files elsewhere (PIP_FIND_LINKS or PIP_INDEX_URL) and run again."
    exit 1
}
pip install --quiet --no-deps --no-build-isolation --editable .

touch .venv/.run
if [ "$lock" = dev ]; then touch .venv/.dev; fi
