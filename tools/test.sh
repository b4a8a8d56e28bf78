#!/bin/sh
# What must be green before anything lands: format, lint, types, contracts between rooms, tests.
set -eu
bin=.venv/bin
export QT_QPA_PLATFORM=offscreen PYTHONWARNINGS=error
echo "== ruff";            $bin/ruff check . && $bin/ruff format --check .
echo "== mypy";            PYTHONWARNINGS= $bin/mypy
echo "== import contracts"; PYTHONWARNINGS= $bin/lint-imports
echo "== pytest";          unset PYTHONWARNINGS
# The whole suite takes both cores of a small machine; a file's tests stay together, as they share what is dear to make.
[ $# -gt 0 ] || set -- -n auto --maxprocesses 4 --dist loadfile
exec $bin/pytest "$@"
