import "../ui/map.css";
import "./facilities.css";

import { openVenue } from "../building";
import { Shell } from "../staff/shell";
import { startStaffPage } from "../staff/start";
import { venue } from "../staff/venue";
import { shellWords } from "../staff/words";
import { Board, Connection } from "./board";
import { followVenue, startClock } from "./now";

void startStaffPage(() => {
  const here = venue.value;
  if (here) {
    void openVenue(here.id);
    followVenue(here.id);
    startClock();
  }
  return (
    <Shell page="facilities" tools={here && <Connection />}>
      {here ? <Board /> : <p class="staff-trouble">{shellWords.value.noVenue}</p>}
    </Shell>
  );
});
