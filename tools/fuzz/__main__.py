"""`python -m tools.fuzz TARGET [--seconds N]`: guided noise, with atheris; without it, says how to get it.

atheris has no wheels for every Python that Milepost runs on, so it is not among the pinned libraries.
"""

import argparse
import sys
import tempfile


def main(words: list[str]) -> int:
    try:
        import atheris
    except ImportError:
        print("atheris is not here: .venv/bin/python -m pip install atheris", file=sys.stderr)
        return 2
    # Only our own code guides it: to watch every library too takes minutes before the first byte is thrown.
    with atheris.instrument_imports(include=["desktop", "sync"]):
        from tools.fuzz.targets import KEPT, SEEDS, TARGETS
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seeds", default="", metavar="FOLDER", help="more files to begin with")
    asked = parser.parse_args(words)
    found = KEPT / asked.target
    found.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        options = [f"-max_total_time={asked.seconds}", f"-artifact_prefix={found}/", "-max_len=4096"]
        own = SEEDS / asked.target
        begun = [corpus, *([str(own)] if own.is_dir() else []), *filter(None, [asked.seeds])]
        atheris.Setup([sys.argv[0], *options, *begun], TARGETS[asked.target])
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
