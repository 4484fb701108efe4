"""What one transmitter says in a while of listening, by how strong it should be."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import digamma, log_ndtr

from beacons.evidence import CORRELATION_S
from beacons.observation import RadioKind
from beacons.propagation import get_model
from beacons.signals import code_powers_dbm, detection_width_db

Floats = npt.NDArray[np.float64]

LISTEN_S = 5.0
"""How long somebody is taken to stand and listen [s]: as long as the tracker takes a reading for a young one."""
_FAINTEST = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """What is heard of a transmitter, by the code of its expected power (`beacons.signals.SignalTable`).

    Parameters
    ----------
    packets : array of 256
        Packets received while listening, expected.
    information : array of 256
        Fisher information about the mean power [1/dB²].
    """

    packets: Floats
    information: Floats

    @property
    def p_heard(self) -> Floats:
        """The probability that at least one packet is received: packets are Poisson."""
        heard: Floats = -np.expm1(-self.packets)
        return heard


def hearing(kind: RadioKind, listen_s: float = LISTEN_S) -> Hearing:
    """Return what is heard of transmitters of a kind in `listen_s` [s].

    Packets are a marked Poisson process: received at a rate ``λ Φ(m)``, their powers r normal around the mean μ and
    seen through the soft threshold, ``m = (μ - r50) / sqrt(σ² + w²)``. The Fisher information about μ of such a process
    is the sum over packets of ``E[((r - μ) / σ²)²]``, both their powers and their number counted:

    ``I(μ) = N Φ(m) (1 - σ²/(σ² + w²) m φ(m)/Φ(m)) / σ²``

    with N the packets that are news: errors of one link last, so that many packets are worth few (`fresh`).

    Notes
    -----
    Information of a marked Poisson process: Snyder, Miller, *Random Point Processes in Time and Space* (1991), ch. 4,
    doi:10.1007/978-1-4612-3166-0. Second moment of the packets received: see `beacons.signals.received`.
    """
    model = get_model(kind)
    width_db = detection_width_db(model)
    margin = (code_powers_dbm() - model.rssi_50_dbm) / width_db
    log_p = log_ndtr(margin)
    packets: Floats = model.packets_per_s * listen_s * np.exp(log_p)
    ratio = np.exp(-0.5 * margin**2 - log_p) / np.sqrt(2.0 * np.pi)
    squared = 1.0 - (model.shadow_sd_db / width_db) ** 2 * margin * ratio
    return Hearing(packets=packets, information=fresh(packets, listen_s) * squared / model.shadow_sd_db**2)


def fresh(packets: Floats, listen_s: float, correlation_s: float = CORRELATION_S) -> Floats:
    """Return how many independent readings a Poisson number of packets of one link is worth.

    The first packet is worth one, each later one ``tanh(T / 2τ)`` after a pause T (`beacons.evidence.fresh_share`),
    which is exponential. With the rate ρ and ``a = 1 / 2τρ``,

    ``E tanh(T / 2τ) = (ψ(1/4a + 1/2) - ψ(1/4a)) / 2a - 1``

    (integrate ``e^(-u) tanh(a u)`` as a geometric series; ψ is the digamma function).

    Parameters
    ----------
    packets : array
        Packets expected while listening.
    correlation_s : float
        How long the errors of a link last, τ [s].
    """
    rate_per_s = np.maximum(packets, _FAINTEST) / listen_s
    quarter = 0.5 * correlation_s * rate_per_s
    share = 2.0 * quarter * (digamma(quarter + 0.5) - digamma(quarter)) - 1.0
    first = -np.expm1(-packets)
    worth: Floats = first + (packets - first) * np.clip(share, 0.0, 1.0)
    return worth
