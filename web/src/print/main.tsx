import "../ui/map.css";
import "./print.css";

import { openVenue } from "../building";
import { startStaffPage } from "../staff/start";
import { venue } from "../staff/venue";
import { getWords } from "../ui/i18n";
import { PrintPage } from "./page";

void Promise.all([getWords("zh-Hans"), getWords("en")]).then(() =>
  startStaffPage(() => {
    if (venue.value) void openVenue(venue.value.id);
    return <PrintPage />;
  }),
);
