"""Guidance that reckons with people on the way beats the shortest line on the board, above all when data is old."""

import numpy as np

from nav.choice import Rules
from tests.nav.guides import Beeline, Board, Lots
from tests.nav.hall import Morning

SEEDS = range(5)
OLD_S = 300.0
HOURS = 1.5
PATHS = 30


def stays_min(mornings: list[Morning]) -> np.ndarray:
    return np.array([morning.stay_s for morning in mornings]) / 60


def surely_less(one: np.ndarray, two: np.ndarray) -> bool:
    """By more than three standard errors over the same mornings."""
    gain = two - one
    return bool(gain.mean() > 3 * gain.std(ddof=1) / np.sqrt(len(gain)))


def test_when_all_follow_the_board_old_data_herds_them_and_commitments_do_not() -> None:
    lots = [Morning(Lots(), seed, hours=HOURS, guided_share=0.0) for seed in SEEDS]
    board = [Morning(Board(), seed, hours=HOURS, feed_s=OLD_S) for seed in SEEDS]
    without = [Morning(Beeline(commitments=False, n_paths=PATHS), seed, hours=HOURS, feed_s=OLD_S) for seed in SEEDS]
    beeline = [Morning(Beeline(n_paths=PATHS), seed, hours=HOURS, feed_s=OLD_S) for seed in SEEDS]
    pooled = [Morning(Lots(), seed, hours=HOURS, pooled=True) for seed in SEEDS]
    assert surely_less(stays_min(lots), stays_min(board)), "the board is worse than no guidance"
    assert surely_less(stays_min(beeline), stays_min(lots))
    assert surely_less(stays_min(beeline), stays_min(without)), "it is the ledger that does it"
    assert np.mean([each.swing for each in beeline]) < 0.4 * np.mean([each.swing for each in board])
    avoidable_min = stays_min(lots) - stays_min(pooled)
    removed = (stays_min(lots) - stays_min(beeline)).sum() / avoidable_min.sum()
    assert 0.6 < removed < 1.0


def test_while_one_in_five_is_guided_everybody_gains_even_on_old_data() -> None:
    seeds = range(10)
    lots = [Morning(Lots(), seed, hours=HOURS, guided_share=0.2) for seed in seeds]
    beeline = [
        Morning(Beeline(guided_share=0.2, n_paths=PATHS), seed, hours=HOURS, feed_s=OLD_S, guided_share=0.2)
        for seed in seeds
    ]
    assert surely_less(stays_min(beeline), stays_min(lots))

    def unguided_s(mornings: list[Morning]) -> float:
        stays = [stay for morning in mornings for stay in morning.world.stays if not stay.person.guided]
        return float(np.mean([stay.finished_s - stay.decided_s for stay in stays]))

    assert unguided_s(beeline) < unguided_s(lots)


def test_asked_again_on_the_way_hardly_anybody_is_sent_about_and_nothing_is_lost_by_that() -> None:
    eager = Rules(least_saving_s=0.0, least_share=0.0, doubt=0.0, most_changes=99)
    calm, hasty = (
        [
            Morning(Beeline(rules=rules, n_paths=PATHS), seed, hours=HOURS, feed_s=OLD_S, asks_halfway=True)
            for seed in range(2)
        ]
        for rules in (Rules(), eager)
    )
    assert np.mean([each.changes for each in calm]) < 0.03
    assert np.mean([each.changes for each in hasty]) > 0.15, "without thresholds many are, on mere trembling"
    assert np.mean(stays_min(calm)) < 1.02 * np.mean(stays_min(hasty))
