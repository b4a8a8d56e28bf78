"""Lays the frozen folder out as a Debian package: /usr/lib/milepost, two commands, menu entry, icon, file type."""

import os
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
DEPENDS = (
    "libc6 (>= 2.34), libgl1, libegl1, libfontconfig1, libglib2.0-0 | libglib2.0-0t64, libdbus-1-3, "
    "libxkbcommon-x11-0, libxcb-cursor0, libxcb-icccm4, libxcb-keysyms1, libxcb-shape0, libxcb-xkb1"
)


def make_deb(folder: Path, version: str, target: Path) -> Path:
    architecture = ARCHITECTURES.get(os.uname().machine, os.uname().machine)
    tree = folder.parent / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    library = tree / "usr" / "lib" / "milepost"
    library.parent.mkdir(parents=True)
    shutil.copytree(folder, library, symlinks=True)
    _link_commands(tree)
    _add_desktop_files(tree)
    _write_control(tree, version, architecture)
    _same_times(tree)
    target.mkdir(parents=True, exist_ok=True)
    package = target / f"milepost_{version}_{architecture}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", str(tree), str(package)],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return package


def _link_commands(tree: Path) -> None:
    commands = tree / "usr" / "bin"
    commands.mkdir(parents=True)
    for name in ("milepost", "milepost-server"):
        (commands / name).symlink_to(f"../lib/milepost/{name}")


def _add_desktop_files(tree: Path) -> None:
    wanted = {
        "share/applications/milepost.desktop": HERE / "milepost.desktop",
        "share/icons/hicolor/scalable/apps/milepost.svg": HERE / "milepost.svg",
        "share/mime/packages/milepost.xml": HERE / "milepost-mime.xml",
        "share/doc/milepost/copyright": ROOT / "LICENSE",
        # Installed but not switched on: whoever runs the server says so with systemctl enable.
        "lib/systemd/system/milepost-server.service": HERE / "milepost-server.service",
    }
    for name, source in wanted.items():
        place = tree / "usr" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)
        place.chmod(0o644)


def _write_control(tree: Path, version: str, architecture: str) -> None:
    files = [path for path in tree.rglob("*") if path.is_file() and not path.is_symlink()]
    size_kib = sum(path.stat().st_size for path in files) // 1024
    control = tree / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(
        f"Package: milepost\nVersion: {version}\nArchitecture: {architecture}\nInstalled-Size: {size_kib}\n"
        f"Maintainer: Milepost maintainers <maintainers@milepost.invalid>\nDepends: {DEPENDS}\n"
        "Section: misc\nPriority: optional\n"
        "Description: Field monitoring of projects and their results, without internet\n"
        " Plan a visit, fill in the monitoring form, verify figures, record findings and action points,\n"
        " print the visit report - all of it offline - and reconcile with the office when a line appears.\n",
        encoding="utf-8",
    )


def _same_times(tree: Path) -> None:
    moment = int(os.environ.get("SOURCE_DATE_EPOCH", "1767225600"))
    for path in [*tree.rglob("*"), tree]:
        os.utime(path, (moment, moment), follow_symlinks=False)
