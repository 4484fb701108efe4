"""Live guidance as a pure state machine."""
