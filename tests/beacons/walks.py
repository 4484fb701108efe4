"""Made-up walks through the small hospital: readings from the propagation model, steps like a phone's."""

import numpy as np

from beacons import propagation
from beacons.observation import Observation, RadioKind, Step
from beacons.traces.trace import Trace, TruthPoint
from maps.ids import LevelId
from maps.position import Position
from maps.venue import Venue

HALL = ((2.0, 10.0), (38.0, 10.0))


def straight_walk(
    venue: Venue,
    rng: np.random.Generator,
    *,
    walk_id: str = "walk",
    level: str = "F1",
    ends=HALL,
    speed_m_s: float = 1.2,
    kind: RadioKind = RadioKind.BLE,
    offset_db: float = 0.0,
    noise_db: float = 3.0,
    steps: bool = True,
) -> Trace:
    """Return a walk along a straight line, 4 packets a second from every transmitter that is heard."""
    (x0, y0), (x1, y1) = ends
    length = float(np.hypot(x1 - x0, y1 - y0))
    duration = length / speed_m_s
    ordinal = venue.get_level(LevelId(level)).ordinal
    model = propagation.get_model(RadioKind.BLE)
    heard, walked = [], []
    for t_s in np.arange(0.25, duration, 0.25):
        x, y = x0 + (x1 - x0) * t_s / duration, y0 + (y1 - y0) * t_s / duration
        for item in venue.transmitters:
            floors = abs(venue.get_level(item.level_id).ordinal - ordinal)
            d = float(np.sqrt((item.point.x - x) ** 2 + (item.point.y - y) ** 2 + 1.3**2 + (4.0 * floors) ** 2))
            rssi = float(propagation.mean_rssi_dbm(model, d, item.rssi_at_1m_dbm, floors=floors)) + offset_db
            rssi += noise_db * rng.standard_normal()
            if rng.random() < 0.5 * propagation.p_received(model, rssi):
                heard.append(
                    Observation(
                        t_s=float(t_s), kind=kind, address=item.addresses[0].lower(), rssi_dbm=float(round(rssi))
                    )
                )
    if steps:
        heading = float(np.degrees(np.arctan2(x1 - x0, y1 - y0)))
        count = int(length / 0.685)
        walked = [Step(t_s=(i + 1) * duration / count, heading_deg=heading + 4.0) for i in range(count)]
    truth = [
        TruthPoint(
            t_s=share * duration,
            position=Position(x_m=x0 + (x1 - x0) * share, y_m=y0 + (y1 - y0) * share, level_id=LevelId(level)),
        )
        for share in np.linspace(0, 1, 9)
    ]
    return Trace(
        id=walk_id, start_unix_s=0.0, observations=tuple(heard), steps=tuple(walked), truth=tuple(truth), skipped=0
    )
