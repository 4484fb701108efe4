"""Queues, waits on arrival, who is on the way, and which counter to choose."""
