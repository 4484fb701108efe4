"""Impossible scenarios are refused, each with one clear error."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from maps.errors import BadInputError, NotFoundError, UnreadableFileError
from simulator.hospital.run import run_day
from simulator.hospital.scenario import parse_scenario, read_scenario, shipped_names
from simulator.hospital.site import build_site
from tests.simulator.hospital.scenarios import STEPS, row, small_day

pytestmark = pytest.mark.xdist_group("hospital")  # its kernels are compiled once

DOCTOR = {"name": "doctor", "service_s": 120, "counters": row("doctor", 1, servers=1)}


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"people": 0}, "people"),
        ({"opens": "8 o'clock"}, "8 o'clock"),
        ({"peaks": []}, "peaks"),
        ({"peaks": [{"at": "09:00", "sd_min": -1}]}, "sd_min"),
        ({"walkers": [{"name": "adult", "share": 0.5, "speed_m_s": 1.2}]}, "walkers add up to 0.5"),
        ({"stages": [{"name": "doctor", "service_s": -5, "counters": []}]}, "service_s"),
        ({"stages": [{"name": "doctor", "service_s": 5, "counters": []}]}, "'doctor' has no counters"),
        ({"stages": [{**DOCTOR, "counters": [{"place": "a", "servers": 0, "at": [0, 0, 0]}]}]}, "servers"),
        ({"stages": [{**DOCTOR, "counters": [{"place": "a"}]}]}, "'a' lacks a point"),
        ({"stages": [{**DOCTOR, "closes": "07:00", "opens": "08:00"}]}, "08:00 to 07:00"),
        ({"stages": [DOCTOR, DOCTOR]}, "'doctor' is there twice"),
        ({"departments": [{"name": "all", "share": 1, "steps": [{"stage": "x-ray"}]}]}, "no stage 'x-ray'"),
        ({"feed": {"faults": [{"since": "09:00", "until": "10:00", "stages": ["x"]}]}}, "no stage 'x'"),
        ({"venue": "moon"}, "'moon'"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_an_impossible_day_is_refused_by_name(wrong: dict[str, Any], word: str) -> None:
    with pytest.raises(BadInputError, match="scenario") as refused:
        parse_scenario(small_day(**wrong))
    assert word in str(refused.value)
    assert refused.value.remedy


def test_a_place_the_venue_lacks_is_named() -> None:
    stages = [{"name": "doctor", "service_s": 120, "counters": [{"place": "Nowhere", "servers": 1}]}]
    day = small_day(venue="demo", entrance="Main Entrance", stages=stages)
    day["departments"] = [{"name": "all", "share": 1, "steps": STEPS[:1]}]
    with pytest.raises(BadInputError, match="Nowhere"):
        build_site(parse_scenario(day))


def test_a_broken_file_or_name_is_one_error(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("name = ", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="no TOML"):
        read_scenario(broken)
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        read_scenario("no such scenario")
    with pytest.raises(NotFoundError, match="magic"):
        run_day(parse_scenario(small_day()), "magic", seed=0, day=0)


@pytest.mark.parametrize("name", shipped_names())
def test_scenarios_that_come_with_beeline_are_possible(name: str) -> None:
    site = build_site(read_scenario(name))
    assert np.isfinite(site.walk_m).all()
    assert (site.lift_s >= 0).all()
