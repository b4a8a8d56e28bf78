"""ODK's Web Forms engine on the same form and answers, where a folder with it is named: MILEPOST_WEB_FORMS.

The folder is made by `npm install @getodk/xforms-engine jsdom`; the engine runs in Node on jsdom's documents.
"""

import os
import shutil
import subprocess
from pathlib import Path

FOLDER = os.environ.get("MILEPOST_WEB_FORMS", "")
_TO_WARM_UP = 2


def web_forms_times(form: Path, scripts: list[Path], rounds: int) -> dict[str, list[float]]:
    """Seconds of its openings and answers; nothing where there is no Node or no such folder."""
    if not FOLDER or shutil.which("node") is None:
        return {}
    source = Path(__file__).parent / "webforms" / "timing.mjs"
    command = ["node", str(source), FOLDER, str(form), str(rounds + _TO_WARM_UP), *map(str, scripts)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told: dict[str, list[float]] = {"open": [], "set": []}
    for line in done.stdout.splitlines():
        kind, _tab, nanoseconds = line.partition("\t")
        if kind in told:
            told[kind].append(int(nanoseconds) / 1e9)
    return told
