"""Builds the package of this system into installers/dist, and starts what it installed: `./run package`."""

import argparse
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "installers" / "dist"
WORK = ROOT / "build" / "package"
sys.path.insert(0, str(ROOT))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--skip-smoke-test", action="store_true", help="build only")
    options = parser.parse_args()
    if sys.platform == "win32":
        say("On Windows: installers\\windows\\build.cmd makes the installer with NSIS.")
        return 2
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    set_time()
    say("Compiling the message catalogues ...")
    run([sys.executable, str(ROOT / "tools" / "catalogues.py"), "compile", "--if-stale"])
    folder = freeze()
    write_parts_list(version)
    if sys.platform == "darwin":
        say(f"The program is in {folder.relative_to(ROOT)}; installers/macos/README.md says how to sign it.")
        return 0
    from installers.linux.deb import make_deb
    from installers.linux.smoke import smoke_test

    package = make_deb(folder, version, DIST)
    say(f"{package.relative_to(ROOT)}: {package.stat().st_size / 1e6:.0f} MB")
    if not options.skip_smoke_test:
        smoke_test(package)
    return 0


def set_time() -> None:
    """One time for everything in the package, that of the newest commit: the same sources, the same bytes."""
    if "SOURCE_DATE_EPOCH" not in os.environ:
        asked = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        os.environ["SOURCE_DATE_EPOCH"] = asked.stdout.strip() or "1767225600"
    os.environ["PYTHONHASHSEED"] = "0"


def freeze() -> Path:
    """One folder with both programs and everything they need."""
    say("Freezing the programs (two minutes) ...")
    shutil.rmtree(WORK / "dist", ignore_errors=True)
    log = WORK / "freeze.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "w", encoding="utf-8") as out:
        done = subprocess.run(
            [
                sys.executable, "-m", "PyInstaller", "--noconfirm", "--distpath", str(WORK / "dist"),
                "--workpath", str(WORK / "work"), str(ROOT / "installers" / "milepost.spec"),
            ],
            cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"Freezing failed; the log is {log.relative_to(ROOT)}.")
    return WORK / "dist" / "milepost"


def write_parts_list(version: str) -> None:
    """What is inside, for those who must answer for it (CycloneDX)."""
    from installers.parts_list import parts_list

    DIST.mkdir(parents=True, exist_ok=True)
    (DIST / f"milepost-{version}.cdx.json").write_text(
        parts_list(ROOT / "requirements.lock", version), encoding="utf-8"
    )


def run(command: list[str]) -> None:
    subprocess.run(command, cwd=ROOT, check=True)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
