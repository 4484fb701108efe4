/** Which way is north, and whether the map turns so that the way ahead points up. */

import type { Route } from "../api";
import { guided, session } from "../session";
import { announce } from "../ui/announce";
import { lt } from "../ui/later/words";
import { wrapped, type Point } from "../map/camera";
import { beyond } from "../map/shapes";
import { turn_rad, wayUp } from "./look";

/** The way ahead is where it goes within so far [m]: a shorter look would turn the map at every step aside. */
const AHEAD_M = 8;
/** Turns smaller than this are left alone: a map that never rests cannot be read. */
const LEAST_TURN_RAD = 0.3;

/** Keep the way ahead up, while that is wanted and somebody is led. */
export function turnWithTheWay(): void {
  const { route, progress } = guided.value;
  if (!wayUp.value) return;
  if (!session.value || !route) {
    [wayUp.value, turn_rad.value] = [false, 0];
    return;
  }
  const wanted_rad = turnOf(route, progress?.along_m ?? 0);
  if (wanted_rad !== null && Math.abs(wrapped(wanted_rad - turn_rad.peek())) > LEAST_TURN_RAD) turn_rad.value = wanted_rad;
}

/** Return the turn of the map that brings the next metres of a route up; null where it goes to another floor. */
export function turnOf(route: Route, along_m: number): number | null {
  let start_m = 0;
  for (const leg of route.legs) {
    if (along_m < start_m + leg.distance_m) {
      const rest = beyond(leg.points.map(([x, y]): Point => [x, y]), along_m - start_m);
      const goal = rest[0] && (pointAt(rest, AHEAD_M) ?? rest.at(-1));
      return rest[0] && goal ? -Math.atan2(goal[0] - rest[0][0], goal[1] - rest[0][1]) : null;
    }
    start_m += leg.distance_m;
  }
  return null;
}

const pointAt = (line: readonly Point[], along_m: number): Point | undefined => beyond(line, along_m)[0];

export function Compass() {
  const [turn, up] = [turn_rad.value, wayUp.value];
  const guiding = session.value !== null && guided.value.route !== null;
  if (!guiding && !turn) return null;
  const asItWas = !turn && !up;
  const press = (): void => {
    if (guiding && asItWas) {
      wayUp.value = true;
      announce(lt.peek().wayUp);
    } else {
      [wayUp.value, turn_rad.value] = [false, 0];
      announce(lt.peek().northUp);
    }
  };
  return (
    <button class={up ? "icon-button on" : "icon-button"} aria-pressed={up} aria-label={guiding && asItWas ? lt.value.turnWayUp : lt.value.turnNorthUp} onClick={press}>
      <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <g transform={`rotate(${(turn * 180) / Math.PI} 12 12)`}>
          <path d="M12 3 8 12h8z" fill="currentColor" />
          <path d="M12 21 8 12h8z" />
        </g>
      </svg>
    </button>
  );
}
