"""From what a phone says it heard to readings."""

from api.session_requests import ObservationsBody
from beacons.observation import Observation
from maps.errors import TooLargeError


def read_observations(body: ObservationsBody, most: int) -> list[Observation]:
    """Return the readings of a batch.

    Raises
    ------
    TooLargeError
        If there are more than `most`.
    """
    if len(body.observations) > most:
        raise TooLargeError(f"{len(body.observations)} readings in one batch.", remedy=f"Send at most {most} at once.")
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
