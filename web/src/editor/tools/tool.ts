/** What a tool does with the pointer and the keys; the map and the keyboard know no more of it. */

import type { Pointer } from "../editor";

export interface Tool {
  /** The pointer goes down; true takes the drag from the map. */
  press?(pointer: Pointer): boolean;
  drag?(pointer: Pointer): void;
  release?(pointer: Pointer): void;
  hover?(pointer: Pointer): void;
  click?(pointer: Pointer): void;
  /** Enter. */
  finish?(): void;
  /** Backspace. */
  back?(): void;
  /** Escape, or another tool is taken up; true where there was something to give up. */
  cancel(): boolean;
}
