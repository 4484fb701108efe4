"""Which of the counters that can serve somebody: the least time in all, changed rarely and for a stated reason."""

import enum
import math
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from maps.ids import FeatureId
from nav.waits.forecasts import Basis, Forecast, NoForecast, NoForecastReason, WaitEstimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """When a change is worth the trouble.

    Parameters
    ----------
    least_saving_s, least_share : float
        A change saves at least this much time [s], and this share of the time still ahead.
    doubt : float
        Times the uncertainty of both waits (p90 − p50, in quadrature) that it saves at least.
    old_s : float
        Data of this age doubles what a change must save, of twice this age trebles it [s].
    most_changes : int
        Changes that one person is offered during a visit; a closed counter is always left.
    blind_s, few_guided : float
        With all data older than this [s] while a smaller share of people than this is guided, nobody knows enough to
        name the best: each person gets the better of two drawn by lot.
    """

    least_saving_s: float = 120.0
    least_share: float = 0.2
    doubt: float = 0.3
    old_s: float = 300.0
    most_changes: int = 3
    blind_s: float = 300.0
    few_guided: float = 0.1


RULES = Rules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that can serve somebody, as seen from where they are.

    Parameters
    ----------
    walk_s, walk_sd_s : float
        Time to walk there and its standard deviation [s]; infinite without a way.
    then_s : float
        What comes next [s]: the walk from there to the next stop, less any head start it gives, such as a report
        that is ready earlier.
    """

    forecast: Forecast | NoForecast
    walk_s: float
    walk_sd_s: float = 0.0
    then_s: float = 0.0

    @property
    def place_id(self) -> FeatureId:
        """The place."""
        return self.forecast.place_id


class Why(enum.StrEnum):
    """The reason for a choice; each value has a phrase in every language."""

    BEST = "best"
    DRAWN = "drawn"
    STILL_BEST = "still_best"
    SAVES_LITTLE = "saves_little"
    CHANGED_ENOUGH = "changed_enough"
    DATA_TOO_OLD = "data_too_old"
    FASTER = "faster"
    NOT_SERVING = "not_serving"


CHANGES = frozenset({Why.FASTER, Why.NOT_SERVING})
"""The reasons for going elsewhere than before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A place with the time it costs.

    Parameters
    ----------
    total_s : float
        Walk, expected wait and what comes next [s].
    wait : WaitEstimate or None
        None where nothing is known about the wait.
    """

    place_id: FeatureId
    total_s: float
    walk_s: float
    wait: WaitEstimate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Where to go, and why.

    Parameters
    ----------
    option : Option
        Where to go.
    other : Option or None
        What it was weighed against: where the person was going if that is why they change, else the best of the rest.
    previous_id : FeatureId or None
        Where the person was going; with `NOT_SERVING` it serves nobody any more or cannot be reached.
    saved_s : float
        What `option` saves against `other` [s]; negative where somebody stays though elsewhere is faster.
    needed_s : float
        What a change would have had to save [s].
    """

    option: Option
    why: Why
    other: Option | None = None
    previous_id: FeatureId | None = None
    saved_s: float = 0.0
    needed_s: float = 0.0

    @property
    def changed(self) -> bool:
        """Whether the person is to go elsewhere than before."""
        return self.why in CHANGES


class NoChoiceReason(enum.StrEnum):
    """Why there is nowhere to go."""

    NO_PLACE = "no_place"
    NO_WAY = "no_way"
    NOBODY_SERVES = "nobody_serves"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoChoice:
    """Nowhere to go, and why."""

    reason: NoChoiceReason
    place_ids: tuple[FeatureId, ...]


def choose(
    person: str,
    candidates: Sequence[Candidate],
    t_s: float,
    *,
    current: FeatureId | None = None,
    changes: int = 0,
    guided_share: float = 1.0,
    rules: Rules = RULES,
) -> Choice | NoChoice:
    """Return the place that costs a person the least time in all, or the present one if a change is not worth it.

    For people who have yet to set out or are on the way; who stands in a line keeps their place in it. The order of
    the candidates does not matter, and equal arguments give equal answers.

    Parameters
    ----------
    person : str
        The session: the same person draws the same lots.
    candidates : sequence of Candidate
        Every place able to serve. The forecast of each reckons with everybody on the way there *but this person*
        (`Ledger.arrivals_for(…, without=person)`) and with the unguided (`Demand.unguided_only`).
    t_s : float
        Now [s].
    current : FeatureId or None
        Where the person is going already.
    changes : int
        How many changes they have been offered on this visit.
    guided_share : float
        The share of people who are guided, 0 … 1 (1 − `Demand.unguided`).
    """
    able = [each for each in candidates if serves(each, t_s)]
    if not able:
        return _nowhere(candidates)
    blind = is_blind(able, guided_share, rules)
    options = {each.place_id: option for each, option in zip(able, weigh(able, t_s), strict=True)}
    if current in options:
        return _stay_or_change(options, options[current], changes, blind, rules)
    drawn = _draw_two(person, able) if blind else sorted(options)
    best, *rest = sorted((options[place_id] for place_id in drawn), key=_order)
    other = rest[0] if rest else None
    why = Why.NOT_SERVING if current is not None else Why.DRAWN if blind and len(able) > 2 else Why.BEST
    return Choice(
        option=best,
        why=why,
        other=other,
        previous_id=current,
        saved_s=other.total_s - best.total_s if other else 0.0,
    )


def serves(candidate: Candidate, t_s: float) -> bool:
    """Whether somebody who sets out at `t_s` can get there and be served, as far as is known."""
    forecast = candidate.forecast
    if not math.isfinite(candidate.walk_s):
        return False
    if isinstance(forecast, NoForecast):
        return forecast.reason is NoForecastReason.UNKNOWN
    return t_s + candidate.walk_s < forecast.closes_s


def is_blind(candidates: Sequence[Candidate], guided_share: float, rules: Rules = RULES) -> bool:
    """Whether the data is too old to tell the best place: everybody sent there would make it the worst.

    While many people are guided, the ledger knows most of who went where and old data is good enough.
    """
    newest_s = min(_data_age_s(each.forecast) for each in candidates)
    return math.isinf(newest_s) or (newest_s > rules.blind_s and guided_share < rules.few_guided)


def weigh(candidates: Sequence[Candidate], t_s: float) -> list[Option]:
    """Return the time each place costs; an unknown wait counts like the mean of those that are known."""
    waits = [_wait(each, t_s) for each in candidates]
    known_s = [wait.mean_s for wait in waits if wait is not None]
    usual_s = sum(known_s) / len(known_s) if known_s else 0.0
    return [
        Option(
            place_id=each.place_id,
            total_s=each.walk_s + (usual_s if wait is None else wait.mean_s) + each.then_s,
            walk_s=each.walk_s,
            wait=wait,
        )
        for each, wait in zip(candidates, waits, strict=True)
    ]


def needed_saving_s(current: Option, best: Option, rules: Rules = RULES) -> float:
    """Return what a change must save to be offered [s]: more when waits are uncertain or the data is old."""
    waits = [each.wait for each in (current, best) if each.wait is not None]
    doubt_s = rules.doubt * math.hypot(*(each.p90_s - each.p50_s for each in waits))
    age_s = max((each.age_s or 0.0 for each in waits), default=0.0)
    least_s = max(rules.least_saving_s, rules.least_share * current.total_s, doubt_s)
    return least_s * (1 + age_s / rules.old_s)


def _stay_or_change(
    options: dict[FeatureId, Option], current: Option, changes: int, blind: bool, rules: Rules
) -> Choice:
    others = [options[place_id] for place_id in sorted(options) if place_id != current.place_id]
    if not others:
        return Choice(option=current, why=Why.STILL_BEST, previous_id=current.place_id)
    best = min(others, key=_order)
    saved_s, needed_s = current.total_s - best.total_s, needed_saving_s(current, best, rules)
    why = _why(saved_s, needed_s, changes, blind, rules)
    option, other = (best, current) if why is Why.FASTER else (current, best)
    return Choice(
        option=option,
        why=why,
        other=other,
        previous_id=current.place_id,
        saved_s=other.total_s - option.total_s,
        needed_s=needed_s,
    )


def _why(saved_s: float, needed_s: float, changes: int, blind: bool, rules: Rules) -> Why:
    if saved_s <= 0:
        return Why.STILL_BEST
    if saved_s < needed_s:
        return Why.SAVES_LITTLE
    if blind:
        return Why.DATA_TOO_OLD
    return Why.FASTER if changes < rules.most_changes else Why.CHANGED_ENOUGH


def _data_age_s(forecast: Forecast | NoForecast) -> float:
    """Return the age of the snapshot a forecast rests on [s]; infinite where it rests on none."""
    if isinstance(forecast, NoForecast) or forecast.basis is Basis.TYPICAL or forecast.age_s is None:
        return math.inf
    return forecast.age_s


def _wait(candidate: Candidate, t_s: float) -> WaitEstimate | None:
    if isinstance(candidate.forecast, NoForecast):
        return None
    return candidate.forecast.estimate(t_s + candidate.walk_s, candidate.walk_sd_s)


def _order(option: Option) -> tuple[float, float]:
    return option.total_s, option.walk_s


def _draw_two(person: str, candidates: Sequence[Candidate]) -> list[FeatureId]:
    """Return two places drawn in proportion to their servers.

    Each place draws an exponential time from the person and its own name, the two first ones win: a place that
    closes moves nobody but its own people (rendezvous hashing, doi:10.1109/90.663936). The better of two is far
    better than one and needs no fresh data (Mitzenmacher, doi:10.1109/71.963420).
    """

    def lot(candidate: Candidate) -> float:
        seed = blake2b(f"{person}\0{candidate.place_id}".encode(), digest_size=7).digest()
        servers = candidate.forecast.servers if isinstance(candidate.forecast, Forecast) else 1
        return -math.log((int.from_bytes(seed, "big") + 1) / 2.0**56) / servers

    return [each.place_id for each in sorted(candidates, key=lot)[:2]]


def _nowhere(candidates: Sequence[Candidate]) -> NoChoice:
    place_ids = tuple(each.place_id for each in candidates)
    if not place_ids:
        return NoChoice(reason=NoChoiceReason.NO_PLACE, place_ids=())
    no_way = all(not math.isfinite(each.walk_s) for each in candidates)
    return NoChoice(reason=NoChoiceReason.NO_WAY if no_way else NoChoiceReason.NOBODY_SERVES, place_ids=place_ids)
