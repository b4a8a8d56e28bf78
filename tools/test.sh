#!/bin/sh
# What must be green before anything lands: format, lint, types, contracts between rooms, tests.
set -eu
bin=.venv/bin
export QT_QPA_PLATFORM=offscreen PYTHONWARNINGS=error
echo "== ruff";            $bin/ruff check . && $bin/ruff format --check .
echo "== mypy";            PYTHONWARNINGS= $bin/mypy
echo "== import contracts"; PYTHONWARNINGS= $bin/lint-imports
echo "== pytest";          unset PYTHONWARNINGS; exec $bin/pytest "$@"
