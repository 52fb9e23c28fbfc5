"""Turns the sources of the frontend into the files that the server serves: `python -m frontend.build`.

Nothing of Node is needed afterwards. An unchanged tree is not built again.
"""

import argparse
import fcntl
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from frontend.api.portal import PortalFileError, load_portal, portal_file
from frontend.building import compress, export, icons, inputs, manifest, packages, pages, scripts, styles, worker
from frontend.building.places import ASSETS, ROOT, BuildError


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=ROOT / "var" / "site", help="folder for the finished site")
    parser.add_argument("--tools", action="store_true", help="also install the npm packages that only checks need")
    arguments = parser.parse_args()
    try:
        build(output=arguments.output.resolve(), portal_toml=portal_file(), with_tools=arguments.tools)
    except (BuildError, PortalFileError) as error:
        sys.exit(str(error))


def build(*, output: Path, portal_toml: Path, with_tools: bool = False) -> bool:
    """Make the site in `output` unless it is there already. Returns whether it was made.

    Raises `PortalFileError`, or `BuildError` with the output of the step that failed.
    """
    if packages.is_installed(with_tools=with_tools) and is_current(output, portal_toml):
        return False
    with _alone():
        if not packages.is_installed(with_tools=with_tools):
            _say("Fetching npm packages …")
            packages.install(with_tools=with_tools)
        if is_current(output, portal_toml):
            return False
        _say("Building the pages, this takes about a quarter of a minute …")
        _make(output, portal_toml)
    return True


def is_current(output: Path, portal_toml: Path) -> bool:
    stamp = output / "fingerprint"
    return stamp.exists() and stamp.read_text() == _fingerprint(inputs.sources_fingerprint(portal_toml))


def _fingerprint(sources: str) -> str:
    return f"{sources} {inputs.lock_fingerprint()}"


def _make(output: Path, portal_toml: Path) -> None:
    sources = inputs.sources_fingerprint(portal_toml)
    portal = load_portal(portal_toml)
    shutil.rmtree(ASSETS, ignore_errors=True)
    ASSETS.mkdir()
    styles.make_stylesheet(portal.colours)
    icons.make_icons(portal.logo_path)
    manifest.make_manifests(portal)
    export.copy_browser_modules()
    export.export(portal_toml)
    export.refuse_inline_styles()

    new = output.with_name(f"{output.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    pages.copy_files(new / "public")
    scripts.make_origin_relative(new / "public")
    scripts.translate_update_notice(new / "public")
    table = pages.make_pages(new)
    offline = "".join(file.read_text("utf-8") for file in sorted((new / "pages").glob("offline.*")))
    worker.make_service_worker(new, offline)
    (new / "site.json").write_bytes(msgspec.json.format(msgspec.json.encode(table)))
    compress.compress(new / "public")
    compress.compress(new / "pages")
    (new / "fingerprint").write_text(_fingerprint(sources))
    _replace(output, new)


def _replace(output: Path, new: Path) -> None:
    """Put the new site in place as a whole, so that a build that fails leaves the old one as it was."""
    old = output.with_name(f"{output.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if output.exists():
        output.rename(old)
    new.rename(output)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _alone() -> Iterator[None]:
    """Two builds at once would write into the same working folders."""
    lock = ROOT / "var" / "build.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    started = time.monotonic()
    main()
    _say(f"The pages are ready ({time.monotonic() - started:.1f} s).")
