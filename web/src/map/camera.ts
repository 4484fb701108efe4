/** Where the map is looked at from: pure arithmetic between metres (y north) and pixels (y down). */

export type Point = readonly [number, number];
export type Bounds = readonly [number, number, number, number];

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How metres lie on the picture: the scale, and by how much the picture is turned clockwise; 0 is north up. */
export interface Lie {
  readonly px_per_m: number;
  readonly turn_rad: number;
}

/** The world point in the middle of the picture, and how metres lie around it. */
export interface Camera extends Lie {
  readonly x_m: number;
  readonly y_m: number;
}

/** The closest look: at 48 px to the metre a door is as wide as a fingertip. */
const CLOSEST_PX_PER_M = 48;

/** Return a point turned clockwise around the origin. */
export function turned([x_m, y_m]: Point, turn_rad: number): Point {
  const [cos, sin] = [Math.cos(turn_rad), Math.sin(turn_rad)];
  return [x_m * cos + y_m * sin, y_m * cos - x_m * sin];
}

/** Return a point in pixels from where the venue's origin is drawn. */
export function laid(at: Point, { px_per_m, turn_rad }: Lie): Point {
  const [x_m, y_m] = turned(at, turn_rad);
  return [x_m * px_per_m, -y_m * px_per_m];
}

/** The other way round. */
export const unlaid = ([x, y]: Point, lie: Lie): Point => moved(lie, x, y);

export function toScreen(camera: Camera, size: Size, [x_m, y_m]: Point): Point {
  const [x, y] = laid([x_m - camera.x_m, y_m - camera.y_m], camera);
  return [size.width / 2 + x, size.height / 2 + y];
}

export function toWorld(camera: Camera, size: Size, [x, y]: Point): Point {
  const away = moved(camera, x - size.width / 2, y - size.height / 2);
  return [camera.x_m + away[0], camera.y_m + away[1]];
}

/** Return how far pixels on the picture are in the world. */
function moved({ px_per_m, turn_rad }: Lie, dx_px: number, dy_px: number): Point {
  return turned([dx_px / px_per_m, -dy_px / px_per_m], -turn_rad);
}

/** What controls cover at each side of the picture, in pixels: nothing of interest is put there. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** Return the camera that shows the whole of `bounds` in the part of the picture that `insets` leave free. */
export function fit(bounds: Bounds, size: Size, insets: Insets, closest_px_per_m = CLOSEST_PX_PER_M, turn_rad = 0): Camera {
  const [west, south, east, north] = bounds;
  const corners: Point[] = [[west, south], [west, north], [east, south], [east, north]];
  const [x0, y0, x1, y1] = boundsOf(corners.map((corner) => turned(corner, turn_rad)));
  const across = Math.max(1, size.width - insets.left - insets.right) / Math.max(1, x1 - x0);
  const down = Math.max(1, size.height - insets.top - insets.bottom) / Math.max(1, y1 - y0);
  const px_per_m = Math.min(across, down, closest_px_per_m);
  const middle: Point = [
    (x0 + x1) / 2 + (insets.right - insets.left) / 2 / px_per_m,
    (y0 + y1) / 2 - (insets.bottom - insets.top) / 2 / px_per_m,
  ];
  const [x_m, y_m] = turned(middle, -turn_rad);
  return { x_m, y_m, px_per_m, turn_rad };
}

export function panned(camera: Camera, dx_px: number, dy_px: number): Camera {
  const [dx_m, dy_m] = moved(camera, dx_px, dy_px);
  return { ...camera, x_m: camera.x_m - dx_m, y_m: camera.y_m - dy_m };
}

/** Return the camera changed, but moved so that the world point under `at` stays under it. */
function heldAt(camera: Camera, size: Size, at: Point, change: Partial<Lie>): Camera {
  const changed = { ...camera, ...change };
  const [[x_m, y_m], [nx_m, ny_m]] = [toWorld(camera, size, at), toWorld(changed, size, at)];
  return { ...changed, x_m: camera.x_m + x_m - nx_m, y_m: camera.y_m + y_m - ny_m };
}

export function turnedAt(camera: Camera, size: Size, at: Point, by_rad: number): Camera {
  return heldAt(camera, size, at, { turn_rad: camera.turn_rad + by_rad });
}

/** Return the camera scaled by `factor` so that the world point under `at` stays under it. */
export function zoomedAt(camera: Camera, size: Size, at: Point, factor: number, floor: Bounds): Camera {
  const farthest = fit(floor, size, { top: 0, right: 0, bottom: 0, left: 0 }).px_per_m * 0.6;
  const px_per_m = Math.min(CLOSEST_PX_PER_M, Math.max(Math.min(farthest, CLOSEST_PX_PER_M), camera.px_per_m * factor));
  return heldAt(camera, size, at, { px_per_m });
}

/** Keep the middle of the picture over the floor, so that nobody gets lost beside the building. */
export function kept(camera: Camera, [x0, y0, x1, y1]: Bounds): Camera {
  return {
    ...camera,
    x_m: Math.min(x1, Math.max(x0, camera.x_m)),
    y_m: Math.min(y1, Math.max(y0, camera.y_m)),
  };
}

/** Return an angle between half a turn to the left and half a turn to the right. */
export const wrapped = (angle_rad: number): number => Math.atan2(Math.sin(angle_rad), Math.cos(angle_rad));

/** Return the camera part of the way from one to another: scale by ratio, so that it looks even, turn the short way. */
export function between(from: Camera, to: Camera, share: number): Camera {
  return {
    x_m: from.x_m + (to.x_m - from.x_m) * share,
    y_m: from.y_m + (to.y_m - from.y_m) * share,
    px_per_m: from.px_per_m * (to.px_per_m / from.px_per_m) ** share,
    turn_rad: from.turn_rad + wrapped(to.turn_rad - from.turn_rad) * share,
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
