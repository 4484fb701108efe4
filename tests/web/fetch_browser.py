"""Make sure the browser tests have Chromium and a Chinese font, without installing anything globally.

Run as a command it ends with 0 whether it found, fetched or missed them; the tests then skip and say why.
What it fetches are Debian's own packages, unpacked under ``.cache/browser`` and started by a wrapper script there.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
CACHE = REPOSITORY / ".cache" / "browser"
WRAPPER = CACHE / "chromium"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_CHROME = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
CJK_FONT_PACKAGE = "fonts-noto-cjk"
FONT_HINTS = ("cjk", "wqy", "sourcehan", "droidsansfallback", "pingfang", "msyh", "simsun")

WRAPPER_TEXT = """#!/bin/sh
# Written by tests/web/fetch_browser.py: starts the Chromium kept here with its own libraries and fonts.
export LD_LIBRARY_PATH="{libraries}${{LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}}"
export FONTCONFIG_FILE="{fonts}"
exec "{binary}" "$@"
"""
FONTS_TEXT = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">{root}/etc/fonts/fonts.conf</include>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{root}/usr/share/fonts</dir>
  <cachedir>{cache}/font-cache</cachedir>
</fontconfig>
"""


class FetchError(Exception):
    """The browser could not be fetched; the text says why and what to do."""


def runs(path: Path) -> bool:
    """Tell whether a browser starts far enough to say its version."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def find_installed() -> Path | None:
    """Return the browser named by BEELINE_CHROMIUM or installed on this machine."""
    named = os.environ.get("BEELINE_CHROMIUM")
    if named:
        return Path(named)
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found:
        return Path(found)
    return MAC_CHROME if MAC_CHROME.exists() else None


def find_browser() -> Path | None:
    """Return the browser the tests use: the wrapper with our fonts if there is one, else the installed one."""
    if "BEELINE_CHROMIUM" not in os.environ and WRAPPER.exists():
        return WRAPPER
    return find_installed()


def has_chinese_font() -> bool:
    """Tell whether Chinese text can be drawn with what is installed."""
    if sys.platform == "darwin":
        return True
    if shutil.which("fc-list"):
        listed = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True)
        return bool(listed.stdout.strip())
    folders = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
    names = (path.name.lower() for folder in folders if folder.is_dir() for path in folder.rglob("*.*t?"))
    return any(hint in name for name in names for hint in FONT_HINTS)


def apt(*arguments: str) -> None:
    """Run apt-get with its lists, cache and locks inside our folder; only the system's sources and state are read."""
    state = CACHE / "apt"
    for folder in ("lists/partial", "archives/partial"):
        (state / folder).mkdir(parents=True, exist_ok=True)
    options = {
        "Dir::State::lists": state / "lists",
        "Dir::Cache": state,
        "Dir::Cache::archives": state / "archives",
        "Dir::Log": state,
        "Debug::NoLocking": "true",
        "APT::Sandbox::User": "",
        "APT::Keep-Downloaded-Packages": "true",
        "Acquire::Languages": "none",
        "Acquire::Retries": "3",
    }
    command = ["apt-get", "-q", "-y", *(part for key, value in options.items() for part in ("-o", f"{key}={value}"))]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
    if done.returncode:
        raise FetchError(f"apt-get {arguments[0]} failed: {(done.stderr or done.stdout).strip()[-600:]}")


def unpack(packages: list[str]) -> Path:
    """Download packages with what they need and is not installed, unpack them, and return the folder."""
    if not (shutil.which("apt-get") and shutil.which("dpkg")):
        raise FetchError("this is not Debian or Ubuntu. Install Chromium and a Chinese font, or set BEELINE_CHROMIUM.")
    root, archives = CACHE / "root", CACHE / "apt" / "archives"
    shutil.rmtree(CACHE, ignore_errors=True)
    apt("update")
    apt("install", "--download-only", "--no-install-recommends", *packages)
    root.mkdir(parents=True)
    for archive in sorted(archives.glob("*.deb")):
        subprocess.run(["dpkg", "-x", archive, root], check=True, capture_output=True)
    shutil.rmtree(CACHE / "apt")
    return root


def write_wrapper(root: Path, binary: Path) -> None:
    """Write the script that starts the browser with the unpacked libraries and fonts."""
    libraries = {str(path.parent) for path in root.rglob("*.so*") if "/usr/lib/chromium" not in str(path.parent)}
    fonts = CACHE / "fonts.conf"
    fonts.write_text(FONTS_TEXT.format(root=root, cache=CACHE), encoding="utf-8")
    text = WRAPPER_TEXT.format(libraries=":".join(sorted(libraries)), fonts=fonts, binary=binary)
    WRAPPER.write_text(text, encoding="utf-8")
    WRAPPER.chmod(0o755)


def fetch() -> Path:
    """Fetch what is missing and return the browser to start."""
    installed = find_installed()
    packages = [] if installed else ["chromium"]
    if not has_chinese_font():
        packages.append(CJK_FONT_PACKAGE)
    if installed and not packages:
        return installed
    if WRAPPER.exists() and runs(WRAPPER):
        return WRAPPER
    print(f"Getting {' and '.join(packages)} for the browser tests into {CACHE} (about 150 MB) ...", flush=True)
    root = unpack(packages)
    binary = installed or root / "usr/lib/chromium/chromium"
    if not binary.exists():
        raise FetchError("this system's chromium package has no browser in it (on Ubuntu it is a snap).")
    write_wrapper(root, binary)
    if not runs(WRAPPER):
        raise FetchError(f"{WRAPPER} does not start; run it by hand to see why.")
    return WRAPPER


def main() -> int:
    """Fetch, and say in one line what the tests will use."""
    start_s = time.monotonic()
    try:
        browser = fetch()
    except (FetchError, OSError, subprocess.SubprocessError) as error:
        print(f"No browser for the browser tests, they will be skipped: {error}")
        return 0
    print(f"Browser tests use {browser} (ready in {time.monotonic() - start_s:.0f} s).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
