"""Who may import whom is a rule, not a wish."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "maps": {"maps"},
    "beacons": {"beacons", "maps"},
    "nav": {"nav", "maps"},
    "api": {"api", "nav", "beacons", "maps"},
    "simulator": {"simulator", "nav", "beacons", "maps"},
    "commands": {"commands", "simulator", "api", "nav", "beacons", "maps"},
}
ONLY_IN_API = {"flask", "flask_openapi3", "sqlalchemy", "alembic", "redis", "gunicorn", "gevent", "paho"}
MODULES = sorted(path for package in MAY_IMPORT for path in (ROOT / package).rglob("*.py"))
ROOMS_OF_NAV = (
    *("profile", "route", "space", "costs", "conditions", "index", "ways", "router", "help", "proofs", "trying"),
    *("waits", "visits", "instructions", "guidance", "phrases"),
)
"""Each uses only itself and those before it."""


def imported_roots(path: Path) -> set[str]:
    """Return the top-level names a file imports."""
    roots = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            roots |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            roots.add((node.module or "").split(".")[0])
    return roots


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_its_package_may(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    roots = imported_roots(path)
    assert roots & set(MAY_IMPORT) <= MAY_IMPORT[package]
    assert "beeline" not in roots
    if package != "api":
        assert not roots & ONLY_IN_API


def test_every_package_folder_is_a_package() -> None:
    folders = {path.parent for path in MODULES}
    assert not [folder for folder in folders if not (folder / "__init__.py").exists()]


@pytest.mark.parametrize("room", ROOMS_OF_NAV)
def test_a_room_of_nav_uses_only_those_before_it(room: str) -> None:
    before = ROOMS_OF_NAV[: ROOMS_OF_NAV.index(room) + 1]
    paths = [ROOT / "nav" / f"{room}.py", *(ROOT / "nav" / room).rglob("*.py")]
    modules = {
        node.module
        for path in paths
        if path.exists()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module
    }
    assert {module.split(".")[1] for module in modules if module.startswith("nav.")} <= set(before)


def test_every_module_of_nav_is_in_a_room() -> None:
    there = {path.stem for path in (ROOT / "nav").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert there - {"__init__"} == set(ROOMS_OF_NAV)
