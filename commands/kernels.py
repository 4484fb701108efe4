"""Where compiled kernels are kept between runs."""

import hashlib
import os
import sys
from pathlib import Path

import platformdirs

_PACKAGES = ("nav", "beacons", "simulator")


def choose_kernel_cache() -> None:
    """Keep compiled kernels in a folder of exactly this source, unless `NUMBA_CACHE_DIR` says where.

    Numba looks only at the file of a kernel, not at those of the kernels it calls: after an update of some files it
    would mix old code with new. Must be called before numba is imported.
    """
    if "NUMBA_CACHE_DIR" not in os.environ:
        home = Path(sys.prefix) if os.access(sys.prefix, os.W_OK) else platformdirs.user_cache_path("beeline")
        os.environ["NUMBA_CACHE_DIR"] = str(home / "kernels" / digest_of(Path(__file__).resolve().parents[1]))


def digest_of(root: Path) -> str:
    """Return a name for the source of all kernels, those in folders of a package too."""
    digest = hashlib.sha256()
    for package in _PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
