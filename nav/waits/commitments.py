"""The ledger of commitments: who is on the way to which queue, and who has come since it was last heard of."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import blake2b

from maps.errors import BadInputError
from maps.ids import FeatureId

GRACE_S = 180.0
"""Who is later than this does not come any more [s]."""
LONGEST_LEAD_S = 7200.0
"""Nobody is on the way for longer [s]."""
KEPT_S = LONGEST_LEAD_S + GRACE_S
"""After this a record can no longer count, nor can an older one that it replaced [s]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What one session means to do; its newest record counts.

    Parameters
    ----------
    made_s : float
        When it was decided [s]: of two records of a session the later wins, of two of one moment a withdrawal.
    session_id : str
        Opaque.
    place_id : FeatureId or None
        Where the person is going to queue; None for nowhere.
    eta_s, eta_sd_s : float
        Expected time of arrival [s] and its standard deviation.
    """

    made_s: float
    session_id: str
    place_id: FeatureId | None = None
    eta_s: float = 0.0
    eta_sd_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Arrival:
    """Somebody who was on the way has joined the queue."""

    t_s: float
    session_id: str
    place_id: FeatureId


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Expected:
    """One person to be reckoned with who is not in a snapshot.

    Parameters
    ----------
    t_s, sd_s : float
        When they join the queue [s], and how uncertain that is.
    key : int
        The same for the same session: picks the person's luck in every forecast.
    """

    t_s: float
    sd_s: float = 0.0
    key: int


Entry = Commitment | Arrival


class Ledger:
    """Commitments and arrivals of all sessions.

    Two rules make copies of it agree however their entries are exchanged: of a session's commitments the newest
    counts, and an arrival stays. So `merge` is associative, commutative and idempotent.

    Parameters
    ----------
    entries : iterable of Commitment or Arrival
        Of another ledger.

    Notes
    -----
    Not safe for concurrent use: its keeper holds the lock.

    Examples
    --------
    >>> ledger = Ledger()
    >>> ledger.commit(Commitment(made_s=0, session_id="a", place_id=FeatureId("pharmacy"), eta_s=90))
    >>> [each.t_s for each in ledger.arrivals_for(FeatureId("pharmacy"), since_s=60, t_s=60)]
    [90]
    >>> ledger.arrivals_for(FeatureId("pharmacy"), since_s=100, t_s=100)
    ()
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._intent: dict[str, Commitment] = {}
        self._bound_for: dict[FeatureId, dict[str, Commitment]] = {}
        self._arrived: dict[FeatureId, set[Arrival]] = {}
        self.merge(entries)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything remembered, in a fixed order; `Ledger(entries)` is an equal ledger."""
        return (
            *sorted(self._intent.values(), key=_rank),
            *sorted(each for group in self._arrived.values() for each in group),
        )

    def commit(self, commitment: Commitment) -> None:
        """Note where a session is going now, or when it expects to arrive; an older record changes nothing.

        Raises
        ------
        BadInputError
            If the arrival is not within two hours after the decision.
        """
        if commitment.place_id is not None and not 0 <= commitment.eta_s - commitment.made_s <= LONGEST_LEAD_S:
            raise BadInputError(
                f"An arrival {commitment.eta_s - commitment.made_s:.0f} s after the decision cannot be counted on.",
                remedy=f"Commit people at most {LONGEST_LEAD_S:.0f} s before they arrive.",
            )
        before = self._intent.get(commitment.session_id)
        if before is not None and _rank(before) >= _rank(commitment):
            return
        if before is not None:
            self._drop(before)
        self._intent[commitment.session_id] = commitment
        if commitment.place_id is not None:
            self._bound_for.setdefault(commitment.place_id, {})[commitment.session_id] = commitment

    def withdraw(self, session_id: str, t_s: float) -> None:
        """Note that a session goes nowhere any more."""
        self.commit(Commitment(made_s=t_s, session_id=session_id))

    def arrive(self, session_id: str, place_id: FeatureId, t_s: float) -> None:
        """Note that a session has joined a queue; it is no longer on the way."""
        self._arrived.setdefault(place_id, set()).add(Arrival(t_s=t_s, session_id=session_id, place_id=place_id))
        self.withdraw(session_id, t_s)

    def merge(self, entries: Iterable[Entry]) -> None:
        """Take in the entries of another ledger."""
        for entry in entries:
            if isinstance(entry, Commitment):
                self.commit(entry)
            else:
                self._arrived.setdefault(entry.place_id, set()).add(entry)

    def forget(self, t_s: float) -> None:
        """Drop what can no longer count at `t_s`."""
        for commitment in [each for each in self._intent.values() if each.made_s + KEPT_S < t_s]:
            self._drop(commitment)
        for place_id, arrivals in self._arrived.items():
            self._arrived[place_id] = {each for each in arrivals if each.t_s + KEPT_S >= t_s}

    def _drop(self, commitment: Commitment) -> None:
        del self._intent[commitment.session_id]
        if commitment.place_id is not None:
            del self._bound_for[commitment.place_id][commitment.session_id]

    def arrivals_for(
        self, place_id: FeatureId, *, since_s: float, t_s: float, without: str = ""
    ) -> tuple[Expected, ...]:
        """Return who joined after a snapshot or is still coming, by time.

        Who came up to `since_s` is in the snapshot's own count and so not here: nobody is counted twice. Who should
        have come by then and was not seen to is taken to be in that count too, once the delay exceeds twice the
        standard deviation of the expected time.

        Parameters
        ----------
        since_s : float
            Time of the snapshot [s].
        t_s : float
            Now [s]: who has not come comes now at the earliest; who is late by more than `GRACE_S` does not come.
        without : str
            A session that is not counted: the one that asks.
        """
        come = [
            Expected(t_s=each.t_s, key=_key(each.session_id))
            for each in self._arrived.get(place_id, ())
            if since_s < each.t_s <= t_s and each.session_id != without
        ]
        coming = [
            Expected(t_s=max(each.eta_s, t_s), sd_s=each.eta_sd_s, key=_key(each.session_id))
            for each in self._bound_for.get(place_id, {}).values()
            if _still_comes(each, since_s, t_s) and each.session_id != without
        ]
        return tuple(sorted(come + coming))

    def count_bound(self, place_ids: Collection[FeatureId], t_s: float) -> int:
        """Return how many are on the way to any of some places at `t_s`."""
        bound = (each for place_id in place_ids for each in self._bound_for.get(place_id, {}).values())
        return sum(each.eta_s + GRACE_S >= t_s for each in bound)

    def arrived_between(self, place_id: FeatureId, after_s: float, until_s: float) -> int:
        """Return how many guided people joined a queue in a span of time."""
        return sum(after_s < each.t_s <= until_s for each in self._arrived.get(place_id, ()))


def _still_comes(commitment: Commitment, since_s: float, t_s: float) -> bool:
    latest_s = commitment.eta_s + 2 * commitment.eta_sd_s
    return latest_s > since_s and commitment.eta_s + GRACE_S >= t_s


def _rank(commitment: Commitment) -> tuple[float, bool, str, str, float, float]:
    """Newest last; the rest makes the order total, so that every copy of the ledger keeps the same one."""
    place_id = commitment.place_id
    return (
        commitment.made_s,
        place_id is None,
        commitment.session_id,
        place_id or "",
        commitment.eta_s,
        commitment.eta_sd_s,
    )


def _key(session_id: str) -> int:
    return int.from_bytes(blake2b(session_id.encode(), digest_size=8).digest(), "big")
