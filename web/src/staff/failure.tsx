/** What went wrong: in this page's words where it has some for it, else in the server's: what, and what to do about it. */

import { ApiError } from "../api";
import { shellWords } from "./words";

/** Return a sentence, or two, about a failure; `known` has sentences by the problem's code. */
export function sayFailure(error: unknown, known: Readonly<Record<string, string>> = {}): string {
  if (!(error instanceof ApiError)) throw error;
  const { detail, remedy } = error.problem;
  const said = [detail, remedy].filter((each) => typeof each === "string" && each !== "").join(" ");
  return known[error.code] ?? (said || shellWords.value.trouble);
}

export function Failure({ of }: { of: string }) {
  return of === "" ? null : (
    <p class="trouble" role="alert">
      {of}
    </p>
  );
}
