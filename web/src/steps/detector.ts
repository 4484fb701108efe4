/**
 * Steps out of a phone's accelerometer, while it is carried in front: the magnitude of the acceleration, smoothed and
 * freed of its trend, peaks once a step. The same as `beacons/steps.py`, one sample after the other.
 */

const RATE_HZ = 50;
const HALF_SMOOTH = 4;
const HALF_TREND = 30;
const LOWEST_PEAK_M_S2 = 0.6;
/** Peaks closer than this are of one step. */
const APART = 16;
const GAP_S = 0.5;
const KEPT = 2 * HALF_TREND + 4 * APART;

export class StepDetector {
  /** Magnitudes on an even grid; `first` is the number of the oldest one kept. */
  private values: number[] = [];
  private first = 0;
  private start_s = 0;
  private last: { readonly t_s: number; readonly magnitude: number } | null = null;
  private looked = 1;
  private candidate: { index: number; height: number } | null = null;

  /** Take in a sample [s, m/s² with gravity]; return the times of the steps that are now known [s]. */
  push(t_s: number, x: number, y: number, z: number): number[] {
    const magnitude = Math.hypot(x, y, z);
    if (!Number.isFinite(magnitude) || !Number.isFinite(t_s)) return [];
    const last = this.last;
    if (last && t_s <= last.t_s) return [];
    this.last = { t_s, magnitude };
    if (!last || t_s - last.t_s > GAP_S) {
      this.begin(t_s, magnitude);
      return [];
    }
    for (;;) {
      const next_s = this.start_s + (this.first + this.values.length) / RATE_HZ;
      if (next_s > t_s) break;
      const share = (next_s - last.t_s) / (t_s - last.t_s);
      this.values.push(last.magnitude + share * (magnitude - last.magnitude));
    }
    const steps = this.look();
    this.forget();
    return steps;
  }

  private begin(t_s: number, magnitude: number): void {
    [this.values, this.first, this.start_s, this.looked, this.candidate] = [[magnitude], 0, t_s, 1, null];
  }

  private look(): number[] {
    const steps: number[] = [];
    const end = this.first + this.values.length;
    for (; this.looked + 1 + HALF_TREND < end; this.looked += 1) {
      const [before, here, after] = [this.bounce(this.looked - 1), this.bounce(this.looked), this.bounce(this.looked + 1)];
      if (here > before && here >= after && here > LOWEST_PEAK_M_S2) this.peak(this.looked, here, steps);
      if (this.candidate && this.looked - this.candidate.index >= APART) this.settle(steps);
    }
    return steps;
  }

  /** Of two peaks too close to each other the higher one is the step. */
  private peak(index: number, height: number, steps: number[]): void {
    if (this.candidate && index - this.candidate.index < APART) {
      if (height > this.candidate.height) this.candidate = { index, height };
      return;
    }
    this.settle(steps);
    this.candidate = { index, height };
  }

  private settle(steps: number[]): void {
    if (this.candidate) steps.push(this.start_s + this.candidate.index / RATE_HZ);
    this.candidate = null;
  }

  private bounce(index: number): number {
    return this.mean(index, HALF_SMOOTH) - this.mean(index, HALF_TREND);
  }

  /** The centred moving mean, the beginning held. */
  private mean(index: number, half: number): number {
    let sum = 0;
    for (let each = index - half; each <= index + half; each += 1) sum += this.values[Math.max(each - this.first, 0)]!;
    return sum / (2 * half + 1);
  }

  private forget(): void {
    const spare = Math.min(this.values.length - KEPT, this.looked - 1 - HALF_TREND - this.first);
    if (spare <= 0) return;
    this.values.splice(0, spare);
    this.first += spare;
  }
}
