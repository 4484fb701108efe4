/** Geometry in degrees as paths of a flat drawing: exact enough for one building. */

export type Position = readonly [number, number, ...number[]];

export type Geometry =
  | { readonly type: "Point"; readonly coordinates: Position }
  | { readonly type: "LineString" | "MultiPoint"; readonly coordinates: readonly Position[] }
  | { readonly type: "Polygon" | "MultiLineString"; readonly coordinates: readonly (readonly Position[])[] }
  | { readonly type: "MultiPolygon"; readonly coordinates: readonly (readonly (readonly Position[])[])[] };

/** West, north, east, south of a drawing, in its own units, y downwards. */
export type Box = readonly [number, number, number, number];

const METRES_A_DEGREE = 111_320;

/** From degrees to metres east and south of a place near by. */
export type Project = (at: Position) => readonly [number, number];

export function projectAround([lon0, lat0]: Position): Project {
  const squeeze = Math.cos((lat0 * Math.PI) / 180);
  return ([lon, lat]) => [(lon - lon0) * METRES_A_DEGREE * squeeze, (lat0 - lat) * METRES_A_DEGREE];
}

export function linesOf(geometry: Geometry): readonly (readonly Position[])[] {
  switch (geometry.type) {
    case "Point": return [[geometry.coordinates]];
    case "LineString": return [geometry.coordinates];
    case "MultiPoint": return geometry.coordinates.map((each) => [each]);
    case "Polygon": case "MultiLineString": return geometry.coordinates;
    case "MultiPolygon": return geometry.coordinates.flat();
  }
}

/** A path; a point becomes a spot, which a round stroke makes visible. */
export function pathOf(geometry: Geometry, project: Project): string {
  const isArea = geometry.type.endsWith("Polygon");
  return linesOf(geometry)
    .map((line) => {
      const said = line.map((each) => project(each).map((value) => value.toFixed(2)).join(" "));
      return `M${said.length === 1 ? `${said[0]}h0` : said.join("L")}${isArea ? "Z" : ""}`;
    })
    .join("");
}

export function boxOf(geometries: readonly Geometry[], project: Project): Box | null {
  const spots = geometries.flatMap((each) => linesOf(each).flat()).map(project);
  if (!spots.length) return null;
  const [xs, ys] = [spots.map(([x]) => x), spots.map(([, y]) => y)];
  return [least(xs), least(ys), most(xs), most(ys)];
}

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b));
const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b));

/** A box with some metres around it, and never so small that one loses one's bearings. */
export function around([west, north, east, south]: Box, margin_m: number, least_m: number): Box {
  const grow = (from: number, to: number): readonly [number, number] => {
    const half = Math.max(to - from + 2 * margin_m, least_m) / 2;
    return [(from + to) / 2 - half, (from + to) / 2 + half];
  };
  const [x, y] = [grow(west, east), grow(north, south)];
  return [x[0], y[0], x[1], y[1]];
}
