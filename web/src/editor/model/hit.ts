/** What lies under a place on a level: small things before walls before areas, small areas before large ones. */

import { featuresOn, type Draft, type Feature, type Spot } from "./draft";
import { areaOf, distanceTo, holds, isArea } from "./geometry";

export function hit(draft: Draft, levelId: string, at: Spot, reach_m: number): readonly Feature[] {
  const found: (readonly [Feature, number])[] = [];
  for (const [feature, shape] of featuresOn(draft, levelId)) {
    if (isArea(shape)) {
      if (holds(shape, at)) found.push([feature, (feature.type === "level" ? 1e9 : 10) + areaOf(shape)]);
    } else if (distanceTo(shape, at) <= reach_m) {
      found.push([feature, shape.type === "Point" ? 0 : 1]);
    }
  }
  return found.sort((a, b) => a[1] - b[1]).map(([feature]) => feature);
}
