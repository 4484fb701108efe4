import { useState } from "preact/hooks";
import { may } from "../staff/me";
import { Shell } from "../staff/shell";
import { venue } from "../staff/venue";
import { shellWords } from "../staff/words";
import { Deeds } from "./deeds";
import { Members } from "./members";
import { words } from "./words";

export function PeoplePage() {
  const [turn, setTurn] = useState(0);
  const here = venue.value?.id;
  return (
    <Shell page="people">
      <div class="people">
        {here === undefined ? (
          <p>{shellWords.value.noVenue}</p>
        ) : may("admin", here) ? (
          <>
            <Members venue={here} onChange={() => setTurn((before) => before + 1)} />
            <Deeds venue={here} turn={turn} />
          </>
        ) : (
          <div class="card">
            <h1>{words.value.title}</h1>
            <p>{words.value.mayNot}</p>
          </div>
        )}
      </div>
    </Shell>
  );
}
