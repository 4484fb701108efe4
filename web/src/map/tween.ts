/** A movement spread over a few frames. */

export interface Tween {
  stop(): void;
}

/** Call `draw` with 0 … 1, easing out, until it is done or stopped. */
export function tween(length_ms: number, draw: (share: number) => void): Tween {
  let frame = 0;
  let start_ms = -1;
  const step = (now_ms: number): void => {
    if (start_ms < 0) start_ms = now_ms;
    const share = Math.min(1, (now_ms - start_ms) / length_ms);
    draw(1 - (1 - share) ** 3);
    frame = share < 1 ? requestAnimationFrame(step) : 0;
  };
  frame = requestAnimationFrame(step);
  return { stop: () => cancelAnimationFrame(frame) };
}
