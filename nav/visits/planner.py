"""Plans a visit: the order of the stops and the counter of each, so that the patient is done as early as possible."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from maps.ids import FeatureId
from nav.visits.curves import WaitCurve
from nav.visits.itinerary import Itinerary
from nav.visits.programme import programme, sets_by_size
from nav.visits.search import Programme, search
from nav.visits.timing import timed
from nav.visits.visit import Visit
from nav.visits.walks import Walks
