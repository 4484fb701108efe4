"""Live state: records with a time to live, their event logs, and waking who waits for them."""

from api.live.interface import Event, Found, LiveStore, LiveUnavailableError, LoggedEvent, LogSlice, Subscription

__all__ = ["Event", "Found", "LiveStore", "LiveUnavailableError", "LogSlice", "LoggedEvent", "Subscription"]
