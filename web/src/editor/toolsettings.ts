/** What the tools that draw connectors, paths and bays are set to. */

import { signal } from "@preact/signals";
import type { ConnectorKind } from "./model/actions/connect";
import type { BaySize } from "./model/actions/strokes";
import type { Level } from "./model/draft";

export class ToolSettings {
  readonly connector = signal<ConnectorKind>("stairs");
  /** Levels that a new connector passes by. */
  readonly passed = signal<readonly string[]>([]);
  /** The narrowest public passage of GB 50763. */
  readonly pathWidth_m = signal(1.2);
  /** A bay for a car of usual size. */
  readonly bay = signal<BaySize>({ width_m: 2.5, depth_m: 5.3 });

  servedBy(levels: readonly Level[]): readonly string[] {
    return levels.map((each) => each.id).filter((each) => !this.passed.value.includes(each));
  }
}
