#!/bin/sh
# An engine in an environment of its own: engine.sh PYTHON FOLDER NAME. Where it cannot be installed,
# FOLDER/NAME.reason says why, and the tests that need it are skipped with these words.
set -eu
python=$1 folder=$2 name=$3
venv=$folder/$name
mkdir -p "$folder"
rm -f "$folder/$name.reason"
"$python" -m venv "$venv"
pip() { "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"; }
if ! pip --require-hashes -r "requirements-$name.lock" 2>"$folder/$name.log"; then
    grep ERROR "$folder/$name.log" | head -1 >"$folder/$name.reason"
    echo "$name cannot be installed here: $(cat "$folder/$name.reason")" >&2
    exit 0
fi
if [ "$name" = properdocs ]; then # it runs our plugin, and Material's theme
    pip --require-hashes -r requirements.lock
    pip --no-deps --no-build-isolation -e .
fi
touch "$venv/.installed"
