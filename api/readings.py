"""From what a phone says it heard, and how it was carried, to readings."""

from api.session_requests import ObservationsBody
from beacons.observation import Observation, Step
from maps.errors import TooLargeError


def read_observations(body: ObservationsBody, most: int) -> list[Observation]:
    """Return the readings of a batch.

    Raises
    ------
    TooLargeError
        If there are more than `most`, the steps counted in.
    """
    count = len(body.observations) + len(body.steps or ())
    if count > most:
        raise TooLargeError(f"{count} readings in one batch.", remedy=f"Send at most {most} at once.")
    return [
        Observation(
            t_s=each.t_s,
            kind=each.kind,
            address=each.address.lower(),
            rssi_dbm=each.rssi_dbm,
            range_m=each.range_m,
        )
        for each in body.observations
    ]


def read_steps(body: ObservationsBody) -> list[Step] | None:
    """Return the steps of a batch; None where the phone counts none."""
    if body.steps is None:
        return None
    return [Step(t_s=each.t_s, length_m=each.length_m, heading_deg=each.heading_deg) for each in body.steps]
