"""IndoorGML written by hand, in the prefixes and versions of different tools."""

import re
from pathlib import Path

Ring = list[tuple[float, ...]]


def ring(points: Ring, style: str = "pos") -> str:
    closed = [*points, points[0]]
    if style == "pos":
        inner = "".join(f"<gml:pos>{' '.join(map(str, point))}</gml:pos>" for point in closed)
    else:
        numbers = " ".join(str(each) for point in closed for each in point)
        inner = f'<gml:posList srsDimension="{len(points[0])}">{numbers}</gml:posList>'
    return f"<gml:LinearRing>{inner}</gml:LinearRing>"


def polygon(points: Ring, style: str = "pos", hole: Ring | None = None) -> str:
    inside = f"<gml:interior>{ring(hole, style)}</gml:interior>" if hole else ""
    return f"<gml:Polygon><gml:exterior>{ring(points, style)}</gml:exterior>{inside}</gml:Polygon>"


def square(x0: float, y0: float, x1: float, y1: float) -> Ring:
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def solid(plan: Ring, low: float, high: float, style: str = "pos") -> str:
    """Return a room with upright walls: its floor is one face among others."""
    faces = [[(*point, high) for point in plan], [(*point, low) for point in plan]]
    for start, end in zip(plan, [*plan[1:], plan[0]], strict=True):
        faces.append([(*start, low), (*end, low), (*end, high), (*start, high)])
    members = "".join(f"<gml:surfaceMember>{polygon(face, style)}</gml:surfaceMember>" for face in faces)
    shell = f"<gml:exterior><gml:Shell>{members}</gml:Shell></gml:exterior>"
    return f"<Geometry3D><gml:Solid>{shell}</gml:Solid></Geometry3D>"


def flat(plan: Ring, style: str = "pos", hole: Ring | None = None) -> str:
    return f"<Geometry2D>{polygon(plan, style, hole)}</Geometry2D>"


def cell(
    identity: str, geometry: str, kind: str = "CellSpace", says: str = "", name: str = "", bounds: str = ""
) -> str:
    parts = "".join(f'<partialboundedBy xlink:href="#{each}"/>' for each in bounds.split())
    return (
        f'<cellSpaceMember><{kind} gml:id="{identity}"><gml:description>{says}</gml:description>'
        f"<gml:name>{name}</gml:name><cellSpaceGeometry>{geometry}</cellSpaceGeometry>"
        f'<duality xlink:href="#S-{identity}"/>{parts}</{kind}></cellSpaceMember>'
    )


def boundary(identity: str, points: Ring, kind: str = "CellSpaceBoundary") -> str:
    geometry = f"<cellSpaceBoundaryGeometry><geometry3D>{polygon(points)}</geometry3D></cellSpaceBoundaryGeometry>"
    return f'<cellSpaceBoundaryMember><{kind} gml:id="{identity}">{geometry}</{kind}></cellSpaceBoundaryMember>'


def edge(one: str, other: str, path: Ring | None = None, dual: str = "") -> str:
    points = "".join(f"<gml:pos>{' '.join(map(str, point))}</gml:pos>" for point in path or [])
    line = f"<geometry><gml:LineString>{points}</gml:LineString></geometry>" if path else ""
    crossed = f'<duality xlink:href="#{dual}"/>' if dual else ""
    return (
        f'<transitionMember><Transition gml:id="T-{one}-{other}">{crossed}<connects xlink:href="#S-{one}"/>'
        f'<connects xlink:href="#S-{other}"/>{line}</Transition></transitionMember>'
    )


def layer(identity: str, cells: list[str], edges: str = "") -> str:
    states = "".join(
        f'<stateMember><State gml:id="S-{each}"><duality xlink:href="#{each}"/></State></stateMember>' for each in cells
    )
    return (
        f'<spaceLayerMember><SpaceLayer gml:id="{identity}"><nodes>{states}</nodes><edges>{edges}</edges>'
        "</SpaceLayer></spaceLayerMember>"
    )


def document(primal: str, layers: str = "", *, version: str = "1.0", srs: str = "", more: str = "") -> str:
    envelope = f'<gml:boundedBy><gml:Envelope srsName="{srs}"/></gml:boundedBy>' if srs else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<IndoorFeatures xmlns="http://www.opengis.net/indoorgml/{version}/core" '
        'xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink" gml:id="F">'
        f'{envelope}<primalSpaceFeatures><PrimalSpaceFeatures gml:id="P">{primal}</PrimalSpaceFeatures>'
        f'</primalSpaceFeatures><multiLayeredGraph><MultiLayeredGraph gml:id="G"><spaceLayers gml:id="L">{layers}'
        f"</spaceLayers>{more}</MultiLayeredGraph></multiLayeredGraph></IndoorFeatures>"
    )


def prefixed(text: str, core: str = "core", gml: str = "g") -> str:
    """Return a document with other prefixes for the same names."""
    text = re.sub(r"<(/?)(?!gml:|\?)(\w+)", rf"<\1{core}:\2", text).replace("gml:", f"{gml}:")
    return text.replace("xmlns=", f"xmlns:{core}=").replace("xmlns:gml=", f"xmlns:{gml}=")


def save(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path
