"""Plans a visit to the hospital: several stops, interchangeable counters, rules, and waits that depend on the time."""

from nav.visits.departure import Departure as Departure
from nav.visits.departure import leave_by as leave_by
from nav.visits.itinerary import Held as Held
from nav.visits.itinerary import Itinerary as Itinerary
from nav.visits.itinerary import NoItinerary as NoItinerary
from nav.visits.itinerary import NoItineraryReason as NoItineraryReason
from nav.visits.itinerary import PlannedStop as PlannedStop
from nav.visits.planner import plan as plan
from nav.visits.replan import Done as Done
from nav.visits.replan import Progress as Progress
from nav.visits.replan import Replanned as Replanned
from nav.visits.replan import ReplanReason as ReplanReason
from nav.visits.replan import remaining as remaining
from nav.visits.replan import replan as replan
from nav.visits.rules import Appointment as Appointment
from nav.visits.rules import Before as Before
from nav.visits.rules import Fasting as Fasting
from nav.visits.rules import OpeningHours as OpeningHours
from nav.visits.rules import ReadyAfter as ReadyAfter
from nav.visits.rules import Rule as Rule
from nav.visits.rules import SameCounter as SameCounter
from nav.visits.rules import describe as describe
from nav.visits.visit import Stop as Stop
from nav.visits.visit import Visit as Visit
from nav.visits.walks import Walks as Walks
from nav.visits.walks import walks_of as walks_of
