import numpy as np
import pytest

from beacons.steps import detect_steps


def walking(rng, heading_deg=90.0, step_s=0.52, duration_s=20.0):
    t = np.arange(0, duration_s, 0.02)
    z = 9.8 + 2.5 * np.sin(2 * np.pi * t / step_s) + 0.2 * rng.standard_normal(t.size)
    acceleration = np.stack([t, 0.1 * rng.standard_normal(t.size), 0.1 * rng.standard_normal(t.size), z], axis=1)
    # A phone lying flat, its long side pointing to the heading: turned about the vertical by -heading.
    half = -np.radians(heading_deg) / 2
    rotation = np.stack([t, 0 * t, 0 * t, np.full(t.size, np.sin(half)) * np.sign(np.cos(half))], axis=1)
    return acceleration, rotation


def test_every_step_of_a_steady_walk_is_counted(rng):
    steps = detect_steps(*walking(rng))
    assert len(steps) == pytest.approx(20.0 / 0.52, abs=2)


@pytest.mark.parametrize("heading_deg", [0.0, 45.0, 90.0, 200.0, 359.0])
def test_the_heading_is_the_phones_long_side(rng, heading_deg):
    for step in detect_steps(*walking(rng, heading_deg)):
        assert abs((step.heading_deg - heading_deg + 180) % 360 - 180) < 1.0


def test_a_phone_at_rest_makes_no_step(rng):
    acceleration, rotation = walking(rng)
    acceleration[:, 3] = 9.8 + 0.05 * rng.standard_normal(len(acceleration))
    assert detect_steps(acceleration, rotation) == ()


def test_without_rotation_the_heading_is_unknown(rng):
    acceleration, _ = walking(rng)
    steps = detect_steps(acceleration, np.empty((0, 4)))
    assert steps
    assert all(step.heading_deg is None for step in steps)


def test_no_samples_no_steps():
    assert detect_steps(np.empty((0, 4)), np.empty((0, 4))) == ()
