"""Why a verdict is what it is, in plain English: figures first, then what would settle it."""

from beacons.health.verdict import Elsewhere, Health, Verdict

_SETTLES = {
    Health.SILENT: "See whether it hangs there and has power.",
    Health.WEAK: "See to its battery, and what stands before it.",
    Health.MOVED: "Look for it there, then hang it back or change the plan.",
    Health.CLONED: "Give one of the two an address of its own.",
    Health.UNKNOWN: "Walk past it with a phone that is being guided.",
}


def reason(verdict: Verdict) -> str:
    """Return the evidence of a verdict, and what would settle it where it is no good news."""
    return " ".join(part for part in (_evidence(verdict), _SETTLES.get(verdict.health, "")) if part)


def _evidence(verdict: Verdict) -> str:
    passed = (
        f"Heard in {verdict.heard} of {verdict.passed} visits around it in the last {verdict.hours:g} h, "
        f"{verdict.expected:.0f} expected."
    )
    if verdict.health is Health.UNKNOWN:
        return f"{passed} Too few to tell."
    if verdict.drop_db is not None:
        return f"{passed} About {verdict.drop_db:.0f} dB weaker than the plan says."
    if verdict.elsewhere is not None:
        return f"{passed} {_place(verdict.elsewhere)}"
    return passed


def _place(elsewhere: Elsewhere) -> str:
    place = elsewhere.position
    return (
        f"In {elsewhere.visits} visits it sounded as if it hung at {place.x_m:.0f} m east, {place.y_m:.0f} m north "
        f"on {place.level_id}."
    )
