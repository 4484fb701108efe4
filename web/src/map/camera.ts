/** Where the map is looked at from: pure arithmetic between metres (y north) and pixels (y down). */

export type Point = readonly [number, number];
export type Bounds = readonly [number, number, number, number];

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The world point in the middle of the picture, and the scale. */
export interface Camera {
  readonly x_m: number;
  readonly y_m: number;
  readonly px_per_m: number;
}

/** The closest look: at 48 px to the metre a door is as wide as a fingertip. */
const CLOSEST_PX_PER_M = 48;

export function toScreen(camera: Camera, size: Size, [x_m, y_m]: Point): Point {
  return [
    size.width / 2 + (x_m - camera.x_m) * camera.px_per_m,
    size.height / 2 - (y_m - camera.y_m) * camera.px_per_m,
  ];
}

export function toWorld(camera: Camera, size: Size, [x, y]: Point): Point {
  return [
    camera.x_m + (x - size.width / 2) / camera.px_per_m,
    camera.y_m - (y - size.height / 2) / camera.px_per_m,
  ];
}

/** What controls cover at each side of the picture, in pixels: nothing of interest is put there. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** Return the camera that shows the whole of `bounds` in the part of the picture that `insets` leave free. */
export function fit(bounds: Bounds, size: Size, insets: Insets, closest_px_per_m = CLOSEST_PX_PER_M): Camera {
  const [x0, y0, x1, y1] = bounds;
  const across = Math.max(1, size.width - insets.left - insets.right) / Math.max(1, x1 - x0);
  const down = Math.max(1, size.height - insets.top - insets.bottom) / Math.max(1, y1 - y0);
  const px_per_m = Math.min(across, down, closest_px_per_m);
  return {
    x_m: (x0 + x1) / 2 + (insets.right - insets.left) / 2 / px_per_m,
    y_m: (y0 + y1) / 2 - (insets.bottom - insets.top) / 2 / px_per_m,
    px_per_m,
  };
}

export function panned(camera: Camera, dx_px: number, dy_px: number): Camera {
  return { ...camera, x_m: camera.x_m - dx_px / camera.px_per_m, y_m: camera.y_m + dy_px / camera.px_per_m };
}

/** Return the camera scaled by `factor` so that the world point under `at` stays under it. */
export function zoomedAt(camera: Camera, size: Size, at: Point, factor: number, floor: Bounds): Camera {
  const farthest = fit(floor, size, { top: 0, right: 0, bottom: 0, left: 0 }).px_per_m * 0.6;
  const px_per_m = Math.min(CLOSEST_PX_PER_M, Math.max(Math.min(farthest, CLOSEST_PX_PER_M), camera.px_per_m * factor));
  const [x_m, y_m] = toWorld(camera, size, at);
  const zoomed = { ...camera, px_per_m };
  const [nx_m, ny_m] = toWorld(zoomed, size, at);
  return { ...zoomed, x_m: camera.x_m + x_m - nx_m, y_m: camera.y_m + y_m - ny_m };
}

/** Keep the middle of the picture over the floor, so that nobody gets lost beside the building. */
export function kept(camera: Camera, [x0, y0, x1, y1]: Bounds): Camera {
  return {
    ...camera,
    x_m: Math.min(x1, Math.max(x0, camera.x_m)),
    y_m: Math.min(y1, Math.max(y0, camera.y_m)),
  };
}

/** Return the camera part of the way from one to another; scale goes by ratio, so that it looks even. */
export function between(from: Camera, to: Camera, share: number): Camera {
  return {
    x_m: from.x_m + (to.x_m - from.x_m) * share,
    y_m: from.y_m + (to.y_m - from.y_m) * share,
    px_per_m: from.px_per_m * (to.px_per_m / from.px_per_m) ** share,
  };
}

export function union(bounds: readonly Bounds[]): Bounds {
  return [
    Math.min(...bounds.map((box) => box[0])),
    Math.min(...bounds.map((box) => box[1])),
    Math.max(...bounds.map((box) => box[2])),
    Math.max(...bounds.map((box) => box[3])),
  ];
}

export function boundsOf(points: readonly Point[]): Bounds {
  return union(points.map(([x, y]) => [x, y, x, y] as const));
}
