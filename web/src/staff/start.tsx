/** Begin a page of staff: learn who is signed in, open the venue, draw. */

import "../ui/tokens.css";
import "./staff.css";

import { render, type ComponentChild } from "preact";
import { signInAgain } from "./client";
import { me, meet } from "./me";
import { openVenue } from "./venue";
import { shellWords } from "./words";

export async function startPage(draw: () => ComponentChild): Promise<void> {
  const root = document.getElementById("page")!;
  try {
    await Promise.all([meet(), openVenue()]);
  } catch {
    render(<p class="staff-trouble" role="alert">{shellWords.value.trouble}</p>, root);
    return;
  }
  render(draw(), root);
}

/** Begin a page that only staff see; somebody else signs in first and comes back. */
export function startStaffPage(draw: () => ComponentChild): Promise<void> {
  return startPage(() => {
    if (me.value) return draw();
    signInAgain();
    return null;
  });
}
