/** Differences on the map of one floor: what is new, what is gone, and how what changed lay before and lies now. */

import { useEffect, useState } from "preact/hooks";
import { lang } from "../../settings";
import { venue } from "../../staff/venue";
import { pickLabel } from "../../ui/labels";
import type { Difference, PlanFeature, Releases } from "../data";
import { words } from "../words";
import { around, boxOf, linesOf, pathOf, projectAround, type Box, type Geometry } from "./drawing";

const WHOLE_MARGIN_M = 2;
const CLOSE_MARGIN_M = 4;
const LEAST_WIDTH_M = 20;

interface Asked {
  readonly releases: Releases;
  /** The later state: `draft`, or the number of a revision. */
  readonly state: string;
  readonly level: string;
  readonly here: readonly Difference[];
  /** The difference that is looked at closely. */
  readonly close: Difference | null;
  readonly onWhole: () => void;
}

export function DifferenceMap({ releases, state, level, here, close, onWhole }: Asked) {
  const say = words.value;
  const [plan, setPlan] = useState<readonly PlanFeature[]>([]);
  useEffect(() => {
    let isWanted = true;
    // Without the floor below it the differences are still drawn.
    releases.plan(state, level).then((found) => isWanted && setPlan(found), () => {});
    return () => void (isWanted = false);
  }, [state, level]);

  const shapes = here.flatMap(shapesOf);
  const base = plan.flatMap(({ geometry }) => (geometry ? [geometry] : []));
  const first = [...shapes.map((each) => each.geometry), ...base].flatMap((each) => linesOf(each).flat())[0];
  if (!first) return <p class="quiet">{say.nothingToDraw}</p>;
  const project = projectAround(first);
  const wanted = close ? shapesOf(close).map((each) => each.geometry) : base.length ? base : shapes.map((each) => each.geometry);
  const box = boxOf(wanted.length ? wanted : base, project)!;
  const [west, north, east, south] = around(box, close ? CLOSE_MARGIN_M : WHOLE_MARGIN_M, LEAST_WIDTH_M) satisfies Box;
  return (
    <figure class="difference-map">
      <svg viewBox={`${west} ${north} ${east - west} ${south - north}`} role="img" aria-label={say.mapOf(floorName(level), here.length)}>
        {plan.map((each) => each.geometry && <path key={each.id} class={`plan-${each.kind}`} d={pathOf(each.geometry, project)} />)}
        {shapes.map((each) => (
          <path key={`${each.id} ${each.look}`} class={`shape-${each.look}${close?.id === each.id ? " is-close" : ""}`} d={pathOf(each.geometry, project)}>
            <title>{each.name}</title>
          </path>
        ))}
      </svg>
      <figcaption>
        <ul class="difference-legend">
          {LOOKS.map((look) => (
            <li key={look}><svg viewBox="0 0 24 14" aria-hidden="true"><path class={`shape-${look}`} d="M2 2H22V12H2Z" /></svg>{say.looks[look]}</li>
          ))}
        </ul>
        {close && <button type="button" class="button" onClick={onWhole}>{say.wholeFloor}</button>}
      </figcaption>
    </figure>
  );
}

const LOOKS = ["added", "removed", "was", "now"] as const;
type Look = (typeof LOOKS)[number];

interface Shape {
  readonly id: string;
  readonly name: string;
  readonly look: Look;
  readonly geometry: Geometry;
}

/** What of a difference can be drawn: before under after. */
function shapesOf(difference: Difference): readonly Shape[] {
  const about = { id: difference.id, name: pickLabel(difference.labels, lang.value, difference.id) };
  if (difference.kind !== "changed") return difference.geometry ? [{ ...about, look: difference.kind, geometry: difference.geometry }] : [];
  const moved = difference.fields.find((each) => each.name === "geometry");
  const looks = [["was", moved?.old], ["now", moved?.new]] as const;
  return looks.flatMap(([look, geometry]) => (isGeometry(geometry) ? [{ ...about, look, geometry }] : []));
}

const isGeometry = (value: unknown): value is Geometry => typeof value === "object" && value !== null && "coordinates" in value;

export const canBeDrawn = (difference: Difference): boolean => shapesOf(difference).length > 0;

export function floorName(id: string): string {
  const level = venue.value?.levels.find((each) => each.id === id);
  return level ? pickLabel(level.labels, lang.value, id) : id || words.value.nowhere;
}
