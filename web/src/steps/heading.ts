/** Which way the phone's long side points, clockwise from north, as far as the browser knows. */

const KEPT_MS = 3_000;
const AROUND_MS = 250;

interface Sample {
  readonly t_ms: number;
  readonly rad: number;
}

export class Headings {
  private samples: Sample[] = [];

  /** Note a heading [degrees clockwise from north] at a time [ms]. */
  add(t_ms: number, heading_deg: number): void {
    if (!Number.isFinite(heading_deg)) return;
    this.samples.push({ t_ms, rad: (heading_deg * Math.PI) / 180 });
    while (this.samples[0] && this.samples[0].t_ms < t_ms - KEPT_MS) this.samples.shift();
  }

  /** The mean heading around a time [ms]; null where none is known. */
  at(t_ms: number): number | null {
    const near = this.samples.filter((each) => Math.abs(each.t_ms - t_ms) <= AROUND_MS);
    if (!near.length) return null;
    const [east, north] = near.reduce(([x, y], { rad }) => [x + Math.sin(rad), y + Math.cos(rad)], [0, 0]);
    return ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360;
  }
}

interface Compass extends DeviceOrientationEvent {
  readonly webkitCompassHeading?: number;
}

/** Return the heading that an orientation event tells [degrees]; null from one that knows no north. */
export function headingOf(event: Compass, screen_deg: number): number | null {
  if (typeof event.webkitCompassHeading === "number") return event.webkitCompassHeading + screen_deg;
  if (!event.absolute || event.alpha === null) return null;
  // Beyond upright the long side points back over the shoulder (W3C Device Orientation, intrinsic Z-X'-Y'').
  const over = Math.abs(event.beta ?? 0) > 90;
  return 360 - event.alpha + (over ? 180 : 0) + screen_deg;
}
