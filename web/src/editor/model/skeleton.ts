/** A venue of one empty floor, as plain GeoJSON. */

export interface Beginning {
  readonly zh: string;
  readonly en: string;
  readonly width_m: number;
  readonly depth_m: number;
  /** Where the south-west corner of the floor is. */
  readonly lon: number;
  readonly lat: number;
}

const METRES_PER_DEGREE = 111_320;

export function skeleton(levelId: string, { zh, en, width_m, depth_m, lon, lat }: Beginning): object {
  const east = lon + width_m / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180));
  const north = lat + depth_m / METRES_PER_DEGREE;
  return {
    type: "FeatureCollection",
    beeline: { labels: { "zh-Hans": zh, en }, frame_origin: [lon, lat] },
    features: [
      {
        type: "Feature",
        id: levelId,
        properties: { feature_type: "level", ordinal: 0, short_labels: { und: "F1" }, labels: { "zh-Hans": "1层", en: "Floor 1" } },
        geometry: { type: "Polygon", coordinates: [[[lon, lat], [east, lat], [east, north], [lon, north], [lon, lat]]] },
      },
    ],
  };
}
