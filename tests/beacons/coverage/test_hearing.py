"""What a transmitter says is what theory says of packets that come by chance and whose errors last."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from beacons.coverage.hearing import fresh, hearing
from beacons.observation import RadioKind
from beacons.propagation import get_model
from beacons.signals import STEP_DB

LISTEN_S = 5.0


@pytest.mark.parametrize("mean_dbm", [-60.0, -84.0, -100.0])
@pytest.mark.parametrize("kind", [RadioKind.BLE, RadioKind.WIFI])
def test_information_is_that_of_a_marked_poisson_process(kind, mean_dbm):
    model, code = get_model(kind), int(-mean_dbm / STEP_DB)

    def squared_score(power_dbm: float) -> float:
        received = norm.cdf((power_dbm - model.rssi_50_dbm) / model.detection_width_db)
        density = norm.pdf(power_dbm, mean_dbm, model.shadow_sd_db)
        return received * density * ((power_dbm - mean_dbm) / model.shadow_sd_db**2) ** 2

    of_a_packet_sent = quad(squared_score, mean_dbm - 80.0, mean_dbm + 80.0)[0]
    heard = hearing(kind, LISTEN_S)
    worth = fresh(heard.packets, LISTEN_S)[code] / heard.packets[code]
    assert heard.information[code] == pytest.approx(worth * model.packets_per_s * LISTEN_S * of_a_packet_sent, rel=1e-6)


@pytest.mark.parametrize("packets", [0.01, 0.5, 3.0, 40.0])
def test_a_packet_is_worth_what_the_pause_before_it_says(packets):
    pause_s = LISTEN_S / packets
    share = quad(lambda t: np.exp(-t / pause_s) / pause_s * np.tanh(t / 2.0), 0.0, 60.0 * pause_s, limit=200)[0]
    first = -np.expm1(-packets)
    assert fresh(np.array([packets]), LISTEN_S, 1.0)[0] == pytest.approx(first + (packets - first) * share, rel=1e-4)


def test_packets_are_worth_no_more_than_they_are_many_and_more_packets_more():
    packets = np.linspace(1e-9, 100.0, 500)
    worth = fresh(packets, LISTEN_S)
    assert (worth <= packets * (1.0 + 1e-9)).all()
    assert (np.diff(worth) > 0.0).all()


def test_listening_longer_says_more_and_who_is_louder_is_heard_more_often():
    short, long = hearing(RadioKind.BLE, 2.0), hearing(RadioKind.BLE, 8.0)
    assert (long.information > short.information).all()
    assert (np.diff(long.p_heard) <= 0.0).all()
