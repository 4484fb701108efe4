"""Evidence: the compiled kernel equals plain Python, order means nothing, and phones' gains are learnt."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beacons.evidence import Gain, explained, fresh_share, matched, updated_gain
from beacons.likelihood import MOST_SILENCE, SILENCE_SHARE
from beacons.observation import RadioKind, Scan
from beacons.propagation import RTT_SD_M, get_model, p_received
from beacons.radiomap import Match
from beacons.signals import FREEDOM, STEP_DB, received
from beacons.tracker import Tracker
from beacons.transmitters import Heard
from tests.beacons.worlds import hall, reading
from tests.scenes import small_hospital

TRACKER = Tracker(small_hospital())
CELLS = np.arange(len(TRACKER.grid), dtype=np.int32)
UNKNOWN = Gain()

powers = st.lists(
    st.tuples(st.integers(0, len(TRACKER.table.x_m) - 1), st.floats(-100, -40)),
    min_size=1,
    max_size=8,
    unique_by=lambda row: row[0],
)


def heard_of(rows, *, ranges=()):
    index = [row for row, _ in rows] + [row for row, _ in ranges]
    return Heard(
        transmitter=np.array(index, dtype=np.int64),
        value=np.array([value for _, value in (*rows, *ranges)]),
        is_range=np.array([False] * len(rows) + [True] * len(ranges)),
        is_wifi=TRACKER.table.is_wifi[index],
    )


def explain(heard, share=None, cells=CELLS, gain=UNKNOWN):
    share = np.ones(len(heard.value)) if share is None else share
    return explained(TRACKER.table, TRACKER.signals, TRACKER.grid, heard, share, cells, gain)


def plain(heard, share, cell, gain):
    """Return log-likelihood and mean gain of one cell, as the docstrings say it."""
    signals, table, model = TRACKER.signals, TRACKER.table, get_model(RadioKind.BLE)
    mean_dbm, slope = received(RadioKind.BLE)

    def code(row, gain_db):
        return int(np.clip(int(signals.code[row, cell]) - np.rint(gain_db / STEP_DB), 0, 255))

    rows = list(zip(heard.transmitter, heard.value, heard.is_range, share, strict=True))
    spread = np.array([-1.8, -0.9, 0.0, 0.9, 1.8])
    log_p = -0.5 * spread**2 - np.log(np.exp(-0.5 * spread**2).sum())
    tried = STEP_DB * np.rint((gain.mean_db + gain.sd_db * spread) / STEP_DB)
    common, silent = 0.0, signals.log_p_silence[0, cell]
    for row, value, is_range, news in rows:
        if is_range:
            away = np.hypot(TRACKER.grid.x_m[cell] - table.x_m[row], TRACKER.grid.y_m[cell] - table.y_m[row])
            common -= news * (FREEDOM + 1) / 2 * np.log1p(((value - away) / RTT_SD_M) ** 2 / FREEDOM)
            continue
        silent -= signals.log_p_silent[0, signals.code[row, cell]]
        common += news * signals.log_p_heard[0, code(row, tried[2])]
        for index, gain_db in enumerate(tried):
            at = code(row, gain_db)
            square = (np.rint(value) - mean_dbm[at]) ** 2 / (model.shadow_sd_db**2 * slope[at])
            log_p[index] -= news * ((FREEDOM + 1) / 2 * np.log1p(square / FREEDOM) + 0.5 * np.log(slope[at]))
    weight = np.exp(log_p - log_p.max())
    total = log_p.max() + np.log(weight.sum()) + common + max(SILENCE_SHARE * silent, -MOST_SILENCE)
    return total, (weight @ tried) / weight.sum()


@settings(deadline=None, max_examples=40)
@given(powers, st.floats(-8, 8), st.floats(0.5, 6), st.integers(0, 10**6))
def test_the_kernel_equals_its_plain_twin(rows, mean_db, sd_db, seed):
    rng = np.random.default_rng(seed)
    heard = heard_of(rows, ranges=[(0, 7.5)])
    share, gain = rng.random(len(heard.value)), Gain(mean_db=mean_db, sd_db=sd_db)
    cells = rng.choice(CELLS, 5)
    found = explain(heard, share, cells, gain)
    for index, cell in enumerate(cells):
        assert (found.log_p[index], found.gain_db[index]) == pytest.approx(plain(heard, share, cell, gain), abs=1e-6)


@settings(deadline=None, max_examples=30)
@given(powers, st.randoms())
def test_the_order_of_readings_means_nothing(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert explain(heard_of(shuffled)).log_p == pytest.approx(explain(heard_of(rows)).log_p, abs=1e-9)


def test_silence_costs_a_bounded_amount():
    nobody = heard_of([(0, -110.0)])
    loudest = explain(nobody, np.zeros(1)).log_p
    assert loudest.min() >= -MOST_SILENCE - 1e-9


def test_a_cell_is_likelier_the_nearer_the_one_loud_beacon():
    row = int(np.argmax(TRACKER.table.level == 0))
    log_p = explain(heard_of([(row, -58.0)])).log_p
    away = np.hypot(TRACKER.grid.x_m - TRACKER.table.x_m[row], TRACKER.grid.y_m - TRACKER.table.y_m[row])
    same = TRACKER.grid.level == TRACKER.table.level[row]
    assert same[log_p.argmax()]
    assert away[log_p.argmax()] < 4.0
    assert log_p[same & (away < 3)].mean() > log_p[same & (away > 12)].mean() + 2


def test_a_reading_heard_again_at_once_is_hardly_news():
    share = [fresh_share(pause_s) for pause_s in (0.0, 0.5, 2.0, 60.0, np.inf)]
    assert (np.diff(share) >= 0).all()
    assert share[0] == 0.0
    assert share[-1] == 1.0


@pytest.mark.parametrize("gain_db", [-8.0, 8.0])
def test_a_phones_gain_is_learnt_while_its_owner_walks_about(gain_db, rng):
    venue = hall(height_m=2.5)
    tracker, model = Tracker(venue), get_model(RadioKind.BLE)
    state = tracker.start()
    for t_s in range(300):
        x, y = 15 + 9 * np.cos(t_s / 9), 15 + 9 * np.sin(t_s / 9)
        rows = []
        for item in venue.transmitters:
            away = np.sqrt((item.point.x - x) ** 2 + (item.point.y - y) ** 2 + 1.3**2)
            power = item.rssi_at_1m_dbm - 10 * model.exponent * np.log10(away) + gain_db + 5 * rng.standard_normal()
            if rng.random() < p_received(model, power):
                rows.append(reading(item, float(t_s), rssi_dbm=float(power)))
        state, _ = tracker.step(state, Scan(t_s=float(t_s), observations=tuple(rows)))
    assert abs(state.gain.mean_db - gain_db) < 6
    assert state.gain.sd_db < 2


def test_the_gain_is_never_surer_than_a_decibel():
    gain = Gain()
    for _ in range(500):
        gain = updated_gain(gain, np.array([3.0]), np.ones(1, np.float32), 10)
    assert gain.sd_db >= 1.0
    assert gain.mean_db == pytest.approx(3.0, abs=0.2)


def test_a_match_weighs_the_place_the_walker_has_come_to_since():
    match = Match(
        t_s=0.0,
        weight=np.ones(1),
        level=np.zeros(1, dtype=np.int64),
        x_m=np.array([15.0]),
        y_m=np.array([10.0]),
        spread_m=1.5,
        log_p_level=np.zeros(2),
    )
    since = np.array([[0.0, 0.0], [10.0, 0.0]])
    weight = matched(match, TRACKER.grid, CELLS, since, 0.0)
    for mode, east_m in enumerate(since[:, 0]):
        best = weight[:, mode].argmax()
        assert np.hypot(TRACKER.grid.x_m[best] - 15 - east_m, TRACKER.grid.y_m[best] - 10) < 1.0
    assert weight.min() > 0, "a survey never excludes a place"
