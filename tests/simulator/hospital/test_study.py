"""Policies beside each other: the same people on the same days."""

import json

import pytest

from simulator.hospital.scenario import parse_scenario
from simulator.hospital.study import study
from tests.simulator.hospital.scenarios import small_day

pytestmark = pytest.mark.xdist_group("hospital")  # its kernels are compiled once


def test_the_unguided_are_the_measure_and_the_pooled_line_is_the_bound() -> None:
    results = {each.policy: each for each in study(parse_scenario(small_day()), ["unguided", "pooled"], days=3, seed=1)}
    unguided, pooled = results["unguided"], results["pooled"]
    assert unguided.against_unguided.mean == 0
    assert unguided.avoided_share is not None
    assert pooled.avoided_share is not None
    assert (unguided.avoided_share.mean, pooled.avoided_share.mean) == (0, 1)
    assert pooled.figures["stay_min"].mean < unguided.figures["stay_min"].mean


def test_small_groups_are_not_told_apart() -> None:
    (result,) = study(parse_scenario(small_day()), ["commitments"], days=2, seed=1)
    assert "everybody" in result.groups
    assert "others" not in result.groups


def test_a_scenario_that_is_nowhere_is_one_line(run, tmp_path) -> None:
    ran = run("simulate", "day", tmp_path / "nowhere.toml")
    assert ran.code == 1
    assert "cannot be read" in ran.err
    assert "outpatient" in ran.err


def test_one_day_has_no_interval_and_says_so_in_json(run, tmp_path) -> None:
    day = tmp_path / "day.toml"
    day.write_text(_toml(small_day()), encoding="utf-8")
    ran = run("simulate", "day", day, "--days", 1, "--policy", "unguided", "--json")
    assert ran.code == 0, ran.err
    (result,) = json.loads(ran.out)["results"]
    assert result["figures"]["stay_min"]["half_width"] is None
    assert result["figures"]["stay_min"]["mean"] == pytest.approx(
        result["groups"]["everybody"]["stay_min"]["mean"], abs=0.01
    )


def _toml(value: dict) -> str:
    return "\n".join(f"{name} = {_inline(each)}" for name, each in value.items())


def _inline(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name} = {_inline(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return json.dumps(value)
