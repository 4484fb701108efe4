"""Counts of use add up, whoever adds them, and are forgotten in time."""

from api.store.usage import HourCount
from maps.ids import VenueId

CLINIC, OTHER = VenueId("clinic"), VenueId("other")


def test_counts_of_several_workers_add_up(store):
    store.add_counts({(CLINIC, 10, "set_out", "lab"): 2, (CLINIC, 11, "lost", ""): 1})
    store.add_counts({(CLINIC, 10, "set_out", "lab"): 3, (OTHER, 10, "set_out", "lab"): 9})
    store.add_counts({})
    assert store.get_counts(CLINIC, 10, 12) == (
        HourCount(hour=10, what="set_out", subject="lab", times=5),
        HourCount(hour=11, what="lost", subject="", times=1),
    )
    assert store.get_counts(CLINIC, 11, 12)[0].what == "lost"
    assert store.get_counts(CLINIC, 12, 99) == ()


def test_old_counts_are_forgotten(store):
    store.add_counts({(CLINIC, hour, "set_out", "lab"): 1 for hour in range(5)})
    store.forget_counts(3)
    assert [each.hour for each in store.get_counts(CLINIC, 0, 9)] == [3, 4]
