"""Building models drawn by hand: small IFC files whose areas and places are known beforehand."""

from collections.abc import Sequence
from pathlib import Path

import ifcopenshell
import ifcopenshell.guid

Ring = Sequence[tuple[float, float]]


def rectangle(x: float, y: float, w: float, h: float) -> list[tuple[float, float]]:
    return [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]


class Drawing:
    """An IFC file with one building, drawn in a length unit.

    Parameters
    ----------
    schema : str
        ``IFC2X3``, ``IFC4`` or ``IFC4X3``.
    unit : str
        ``m``, ``mm`` or ``ft``: what the numbers of the drawing are in.
    """

    def __init__(self, schema: str = "IFC4", *, unit: str = "m", **context) -> None:
        self.file = file = ifcopenshell.file(schema=schema)
        self.origin = self._axes((0.0, 0.0, 0.0))
        self.context = file.create_entity(
            "IfcGeometricRepresentationContext",
            ContextType="Model",
            CoordinateSpaceDimension=3,
            Precision=1e-5,
            WorldCoordinateSystem=self.origin,
            **context,
        )
        self.project = self.add(
            "IfcProject", Name="P", RepresentationContexts=[self.context], UnitsInContext=self._units(unit)
        )
        self.site = self.add(
            "IfcSite", Name="Site", ObjectPlacement=self.placement(), RefLatitude=(30, 15, 0), RefLongitude=(120, 9, 0)
        )
        self.building = self.add("IfcBuilding", Name="House", ObjectPlacement=self.placement(self.site))
        self.aggregate(self.project, self.site)
        self.aggregate(self.site, self.building)

    def _units(self, unit: str):
        metre = self.file.create_entity(
            "IfcSIUnit", UnitType="LENGTHUNIT", Name="METRE", Prefix="MILLI" if unit == "mm" else None
        )
        if unit == "ft":
            foot = self.file.create_entity(
                "IfcMeasureWithUnit", self.file.create_entity("IfcLengthMeasure", 0.3048), metre
            )
            exponents = self.file.create_entity("IfcDimensionalExponents", 1, 0, 0, 0, 0, 0, 0)
            metre = self.file.create_entity("IfcConversionBasedUnit", exponents, "LENGTHUNIT", "FOOT", foot)
        return self.file.create_entity("IfcUnitAssignment", [metre])

    def add(self, kind: str, **attributes):
        """Add anything that has a GlobalId."""
        return self.file.create_entity(kind, GlobalId=ifcopenshell.guid.new(), **attributes)

    def _point(self, place: Sequence[float]):
        return self.file.create_entity("IfcCartesianPoint", [float(each) for each in place])

    def _direction(self, *ratios: float):
        return self.file.create_entity("IfcDirection", [float(each) for each in ratios])

    def _axes(self, place: Sequence[float], x: Sequence[float] = (1.0, 0.0, 0.0)):
        return self.file.create_entity(
            "IfcAxis2Placement3D", self._point(place), self._direction(0, 0, 1), self._direction(*x)
        )

    def placement(self, relative_to=None, place=(0.0, 0.0, 0.0), x=(1.0, 0.0, 0.0)):
        parent = None if relative_to is None else relative_to.ObjectPlacement
        return self.file.create_entity("IfcLocalPlacement", parent, self._axes(place, x))

    def aggregate(self, whole, *parts):
        self.add("IfcRelAggregates", RelatingObject=whole, RelatedObjects=list(parts))

    def contain(self, storey, *things):
        self.add("IfcRelContainedInSpatialStructure", RelatingStructure=storey, RelatedElements=list(things))

    def storey(self, name: str | None, z: float, *, elevation: float | None = 0.0, **attributes):
        """Add a storey at a height; its Elevation is that height unless None is given."""
        storey = self.add(
            "IfcBuildingStorey",
            Name=name,
            ObjectPlacement=self.placement(self.building, (0, 0, z)),
            Elevation=None if elevation is None else float(z),
            **attributes,
        )
        self.aggregate(self.building, storey)
        return storey

    def polyline(self, ring: Ring, z: float | None = None):
        points = [self._point(point if z is None else (*point, z)) for point in ring]
        return self.file.create_entity("IfcPolyline", [*points, points[0]])

    def prism(self, ring: Ring, height: float, z: float = 0.0):
        """Return an extruded solid."""
        profile = self.file.create_entity("IfcArbitraryClosedProfileDef", "AREA", None, self.polyline(ring))
        return self.file.create_entity(
            "IfcExtrudedAreaSolid", profile, self._axes((0, 0, z)), self._direction(0, 0, 1), float(height)
        )

    def brep(self, ring: Ring, height: float):
        """Return the same solid as a faceted boundary."""
        low, high = ([self._point((*point, z)) for point in ring] for z in (0.0, float(height)))
        sides = [[low[i], low[(i + 1) % len(ring)], high[(i + 1) % len(ring)], high[i]] for i in range(len(ring))]
        faces = [self._face(points) for points in ([*reversed(low)], high, *sides)]
        return self.file.create_entity("IfcFacetedBrep", self.file.create_entity("IfcClosedShell", faces))

    def _face(self, points):
        bound = self.file.create_entity("IfcFaceOuterBound", self.file.create_entity("IfcPolyLoop", points), True)
        return self.file.create_entity("IfcFace", [bound])

    def mapped(self, item, *, shift=(0.0, 0.0, 0.0)):
        """Return an item by way of a map, moved."""
        source = self.file.create_entity("IfcRepresentationMap", self.origin, self._shape([item]))
        target = self.file.create_entity(
            "IfcCartesianTransformationOperator3D", None, None, self._point(shift), 1.0, None
        )
        return self.file.create_entity("IfcMappedItem", source, target)

    def clipped(self, item, ring: Ring, z: float):
        """Return a solid cut off above a height within a polygon."""
        plane = self.file.create_entity("IfcPlane", self._axes((0, 0, z)))
        half = self.file.create_entity("IfcPolygonalBoundedHalfSpace", plane, False, self.origin, self.polyline(ring))
        return self.file.create_entity("IfcBooleanClippingResult", "DIFFERENCE", item, half)

    def _shape(self, items, identifier: str = "Body", kind: str = "SolidModel"):
        return self.file.create_entity("IfcShapeRepresentation", self.context, identifier, kind, list(items))

    def shape(self, *items, identifier: str = "Body", kind: str = "SolidModel"):
        return self.file.create_entity("IfcProductDefinitionShape", None, None, [self._shape(items, identifier, kind)])

    def space(self, storey, ring: Ring | None, *, name="1", long_name=None, height=2.5, shape=None, **attributes):
        """Add a space of a ring and a height, or of another shape, as part of a storey."""
        place = attributes.pop("ObjectPlacement", None) or self.placement(storey)
        shape = self.shape(self.prism(ring, height)) if shape is None and ring else shape
        space = self.add(
            "IfcSpace", Name=name, LongName=long_name, ObjectPlacement=place, Representation=shape, **attributes
        )
        self.aggregate(storey, space)
        return space

    def box(self, kind: str, storey, x, y, w, h, *, height=2.5, z=0.0, **attributes):
        """Add a box-shaped element with its origin at the lower left."""
        thing = self.add(
            kind,
            ObjectPlacement=self.placement(storey, (x, y, z)),
            Representation=self.shape(self.prism(rectangle(0, 0, w, h), height)),
            **attributes,
        )
        self.contain(storey, thing)
        return thing

    def door(self, storey, place=(0.0, 0.0, 0.0), *, x=(1.0, 0.0, 0.0), width=1.0, **attributes):
        """Add a door without a shape: its lower left corner and its direction say where it stands."""
        door = self.add(
            "IfcDoor",
            ObjectPlacement=self.placement(storey, place, x),
            OverallWidth=width,
            OverallHeight=2.0,
            **attributes,
        )
        self.contain(storey, door)
        return door

    def stairs(self, storey, x, y, *, steps=15, rise=0.2, going=0.28, width=1.2):
        """Add straight stairs that climb along x, each step a block."""
        flight = self.add(
            "IfcStairFlight",
            ObjectPlacement=self.placement(storey, (x, y, 0)),
            Representation=self.shape(
                *(self.prism(rectangle(i * going, 0, going, width), (i + 1) * rise) for i in range(steps))
            ),
        )
        stair = self.add("IfcStair", Name="Stairs", ObjectPlacement=self.placement(storey, (x, y, 0)))
        self.aggregate(stair, flight)
        self.contain(storey, stair)
        return stair

    def bound(self, space, element=None, *, surface=None, side="INTERNAL"):
        """State that an element or a surface bounds a space."""
        geometry = None if surface is None else self.file.create_entity("IfcConnectionSurfaceGeometry", surface)
        self.add(
            "IfcRelSpaceBoundary",
            RelatingSpace=space,
            RelatedBuildingElement=element,
            ConnectionGeometry=geometry,
            PhysicalOrVirtualBoundary="PHYSICAL",
            InternalOrExternalBoundary=side,
        )

    def properties(self, thing, name: str, **values):
        """Give a thing a property set of booleans, numbers and texts."""
        singles = [
            self.file.create_entity("IfcPropertySingleValue", key, None, self._value(value))
            for key, value in values.items()
        ]
        pset = self.add("IfcPropertySet", Name=name, HasProperties=singles)
        self.add("IfcRelDefinesByProperties", RelatedObjects=[thing], RelatingPropertyDefinition=pset)

    def _value(self, value):
        kinds = {bool: "IfcBoolean", float: "IfcLengthMeasure", str: "IfcLabel"}
        return self.file.create_entity(kinds[type(value)], value)

    def pierce(self, wall, storey, x, y, w, h, *, height=2.1, z=0.0, door=None):
        """Cut a hole into a wall, filled by a door or by nothing."""
        hole = self.add(
            "IfcOpeningElement",
            ObjectPlacement=self.placement(storey, (x, y, z)),
            Representation=self.shape(self.prism(rectangle(0, 0, w, h), height)),
        )
        self.add("IfcRelVoidsElement", RelatingBuildingElement=wall, RelatedOpeningElement=hole)
        if door is not None:
            self.add("IfcRelFillsElement", RelatingOpeningElement=hole, RelatedBuildingElement=door)
        return hole

    def save(self, folder: Path, name: str = "model.ifc") -> Path:
        path = folder / name
        self.file.write(str(path))
        return path
