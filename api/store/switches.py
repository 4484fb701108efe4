"""Closures and lift states, by venue and id whatever its revision."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from api.store import tables
from api.store.part import Part
from api.venue_live.facts import Closure, LiftService, LiftState
from maps.errors import ConflictError
from maps.hours import WeeklyHours
from maps.ids import FeatureId, VenueId

MOST_CLOSURES = 1_000
"""Closures kept for one venue; those that are over are forgotten at the next change."""


class _Rule(msgspec.Struct, omit_defaults=True):
    """What a closure closes, when in the week and to whom, as it is kept."""

    feature_ids: tuple[FeatureId, ...]
    hours: WeeklyHours | None = None
    one_way_to: FeatureId | None = None
    staff_pass: bool = False

    @classmethod
    def of(cls, closure: Closure) -> "_Rule":
        return cls(closure.feature_ids, closure.hours, closure.one_way_to, closure.staff_pass)


class Switches(Part):
    """The switches of a store."""

    def save_closure(self, venue_id: VenueId, closure: Closure) -> None:
        """Keep a closure, in place of one of the same id; forget those that were over when it was set.

        Raises
        ------
        ConflictError
            If as many as are accepted are kept.
        """
        table = tables.closure
        of_venue = table.c.venue_id == venue_id
        with self._database.writing() as connection:
            connection.execute(table.delete().where(of_venue & (table.c.until_at <= _text(closure.set_unix_s))))
            others = of_venue & (table.c.id != closure.id)
            count = connection.execute(sa.select(sa.func.count()).select_from(table).where(others)).scalar_one()
            if count >= MOST_CLOSURES:
                raise ConflictError(
                    f"Venue {venue_id!r} has {count} closures, as many as are accepted.",
                    remedy="Open again what need not be closed.",
                )
            _put(connection, table, _closure_row(venue_id, closure))

    def delete_closure(self, venue_id: VenueId, closure_id: str) -> bool:
        """Forget a closure; return whether there was one."""
        table = tables.closure
        with self._database.writing() as connection:
            done = connection.execute(table.delete().where((table.c.venue_id == venue_id) & (table.c.id == closure_id)))
        return done.rowcount > 0

    def get_closures(self, venue_id: VenueId) -> tuple[Closure, ...]:
        """Return the closures kept for a venue, in force or not, by their beginning."""
        table = tables.closure
        query = sa.select(table).where(table.c.venue_id == venue_id).order_by(table.c.from_at, table.c.id)
        with self._database.reading() as connection:
            return tuple(_closure(row) for row in connection.execute(query))

    def save_lift(self, venue_id: VenueId, state: LiftState) -> None:
        """Keep how a lift serves, in place of what was; an older state changes nothing."""
        with self._database.writing() as connection:
            _put(connection, tables.lift, _lift_row(venue_id, state), unless_newer="since_at")

    def get_lifts(self, venue_id: VenueId) -> tuple[LiftState, ...]:
        """Return how the lifts of a venue serve, of those that anything was said of."""
        table = tables.lift
        query = sa.select(table).where(table.c.venue_id == venue_id).order_by(table.c.portal_id)
        with self._database.reading() as connection:
            return tuple(_lift(row) for row in connection.execute(query))


def _put(connection: Connection, table: sa.Table, row: Mapping[str, Any], *, unless_newer: str | None = None) -> None:
    """Write a row, in place of the one of the same key unless that is newer.

    The two engines spell it alike, each in its own dialect.
    """
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    insert = dialect.insert(table).values(row)
    keys = [column.name for column in table.primary_key]
    connection.execute(
        insert.on_conflict_do_update(
            index_elements=keys,
            set_={name: value for name, value in row.items() if name not in keys},
            where=table.c[unless_newer] <= row[unless_newer] if unless_newer else None,
        )
    )


def _closure_row(venue_id: VenueId, closure: Closure) -> dict[str, Any]:
    return {
        "venue_id": venue_id,
        "id": closure.id,
        "rule": msgspec.json.encode(_Rule.of(closure)).decode(),
        "from_at": _text(closure.from_unix_s),
        "until_at": None if closure.until_unix_s is None else _text(closure.until_unix_s),
        "reason": msgspec.json.encode(closure.reason).decode(),
        "set_by": closure.set_by,
        "set_at": _text(closure.set_unix_s),
    }


def _lift_row(venue_id: VenueId, state: LiftState) -> dict[str, Any]:
    return {
        "venue_id": venue_id,
        "portal_id": state.portal_id,
        "service": state.service.value,
        "wait_s": None if state.wait_s is None else round(state.wait_s),
        "reason": msgspec.json.encode(state.reason).decode(),
        "set_by": state.set_by,
        "since_at": _text(state.since_unix_s),
    }


def _closure(row: Any) -> Closure:
    return Closure(
        id=row.id,
        **msgspec.structs.asdict(msgspec.json.decode(row.rule, type=_Rule)),
        from_unix_s=_unix_s(row.from_at),
        until_unix_s=None if row.until_at is None else _unix_s(row.until_at),
        reason=msgspec.json.decode(row.reason),
        set_by=row.set_by,
        set_unix_s=_unix_s(row.set_at),
    )


def _lift(row: Any) -> LiftState:
    return LiftState(
        portal_id=FeatureId(row.portal_id),
        service=LiftService(row.service),
        since_unix_s=_unix_s(row.since_at),
        heard_unix_s=_unix_s(row.since_at),
        wait_s=row.wait_s,
        reason=msgspec.json.decode(row.reason),
        set_by=row.set_by,
    )


def _text(unix_s: float) -> str:
    """Return a time as text of one length, so that later is greater."""
    return datetime.fromtimestamp(unix_s, UTC).isoformat(timespec="microseconds")


def _unix_s(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
