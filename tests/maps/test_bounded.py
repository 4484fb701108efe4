"""Work in a process of its own comes back as a result, or as one error within its limits."""

import os
import sys
from pathlib import Path

import pytest

from maps.errors import BadInputError, TooLargeError, UnreadableFileError
from maps.readers.bounded import Limits, run_bounded

LIMITS = Limits(cpu_s=20.0, memory_bytes=1 << 30)


def own_process(shout: str) -> int:
    print(shout)
    os.write(1, b"as a C library would\n")
    return os.getpid()


def loaded_modules() -> set[str]:
    return set(sys.modules)


def environment() -> dict[str, str]:
    return dict(os.environ)


def refuse(path: Path) -> None:
    raise BadInputError(f"{path.name} is odd.", remedy="Make it even.")


def fall_over() -> None:
    os.abort()


def say_nothing() -> None:
    os._exit(0)


def spin() -> None:
    while True:
        pass


def swell() -> int:
    return len(bytearray(2 << 30))


def test_the_result_of_another_process_comes_back_whatever_it_prints() -> None:
    assert run_bounded(own_process, LIMITS, "plan", "hello") != os.getpid()


def test_the_child_does_not_load_the_world() -> None:
    assert not {"numba", "flask", "osmium", "scipy", "pytest_cov"} & run_bounded(loaded_modules, LIMITS, "plan")


def test_the_child_knows_no_settings(monkeypatch) -> None:
    monkeypatch.setenv("BEELINE_DATABASE_URL", "postgresql://beeline:secret@db/beeline")
    assert "secret" not in str(run_bounded(environment, LIMITS, "plan"))


def test_an_error_comes_back_with_its_remedy() -> None:
    with pytest.raises(BadInputError, match=r"plan\.ifc is odd\. Make it even\."):
        run_bounded(refuse, LIMITS, "plan.ifc", Path("plan.ifc"))


@pytest.mark.parametrize("work", [fall_over, say_nothing])
def test_a_child_that_ends_without_an_answer_is_an_unreadable_file(work) -> None:
    with pytest.raises(UnreadableFileError, match=r"plan\.ifc breaks"):
        run_bounded(work, LIMITS, "plan.ifc")


def test_a_child_that_does_not_end_is_ended() -> None:
    with pytest.raises(TooLargeError, match=r"plan\.ifc takes more than 1 s"):
        run_bounded(spin, Limits(cpu_s=1.0, memory_bytes=1 << 30), "plan.ifc")


def test_a_child_that_swells_is_ended() -> None:
    with pytest.raises(TooLargeError, match=r"plan\.ifc takes more than 1024 MiB"):
        run_bounded(swell, LIMITS, "plan.ifc")
