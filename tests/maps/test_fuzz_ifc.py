"""A building model with any of its bytes changed is read or refused, within its limits."""

from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz import fuzz, read_or_refuse
from tests.maps.ifc_drawing import Drawing, rectangle

_VALUES = (b"1.E400", b"NAN", b"-1.", b"$", b"*", b"()", b"#1", b"#20", b"#99999", b".T.", b"''", b"1.E30")


def whole_model() -> bytes:
    """Return a model of two storeys with rooms, a wall with a door, stairs and boundaries."""
    drawing = Drawing()
    ground, above = drawing.storey("EG", 0), drawing.storey("OG", 3.0)
    hall = drawing.space(ground, rectangle(0, 0, 7, 6), name="hall")
    room = drawing.space(ground, rectangle(7.2, 0, 5, 6), name="room")
    drawing.space(above, rectangle(6.3, 0, 5, 6), name="landing")
    wall = drawing.box("IfcWall", ground, 7, 0, 0.2, 6)
    door = drawing.door(ground, (7.1, 1, 0), x=(0, 1, 0))
    drawing.pierce(wall, ground, 7, 1, 0.2, 1, door=door)
    drawing.bound(hall, door)
    drawing.bound(room, door)
    drawing.properties(door, "Pset_DoorCommon", IsExternal=False, LiningThickness=0.05)
    drawing.stairs(ground, 2, 1)
    return drawing.file.to_string().encode("latin-1")


MODEL = whole_model()
LINES = MODEL.splitlines(keepends=True)


@st.composite
def changed_bytes(draw) -> bytes:
    data = bytearray(MODEL)
    for place in draw(st.lists(st.integers(0, len(MODEL) - 1), min_size=1, max_size=8)):
        data[place] = draw(st.integers(0, 255))
    return bytes(data)


@st.composite
def changed_values(draw) -> bytes:
    lines = list(LINES)
    for number in draw(st.lists(st.integers(7, len(lines) - 3), min_size=1, max_size=4)):
        head, bracket, values = lines[number].partition(b"(")
        parts = values.split(b",")
        parts[draw(st.integers(0, len(parts) - 1))] = draw(st.sampled_from(_VALUES))
        lines[number] = head + bracket + b",".join(parts)
    return b"".join(lines)


@st.composite
def piece_missing(draw) -> bytes:
    start = draw(st.integers(0, len(MODEL)))
    return MODEL[:start] + MODEL[start + draw(st.integers(1, 2_000)) :]


@fuzz
@given(data=st.one_of(changed_values(), changed_bytes(), piece_missing()))
def test_fuzz_a_building_model_that_somebody_changed(tmp_path_factory, data) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzzed.ifc"
    path.write_bytes(data)
    read_or_refuse([path], "ifc")
