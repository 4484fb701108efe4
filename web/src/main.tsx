import "./ui/tokens.css";
import "./ui/base.css";
import "./ui/panel.css";
import "./ui/map.css";

import { render } from "preact";
import { api } from "./api";
import { openVenue, opening, venue } from "./building";
import { App } from "./patient/app";
import { wantedVenue } from "./patient/opening";
import { loadDemo, watchVisitor } from "./session";
import { lang } from "./settings";
import { chooseDestination, runTrip } from "./trip";
import { announce } from "./ui/announce";
import { t } from "./ui/i18n";

/** Open what the link asks for: `?venue=`, `?to=` a place, `?watch` a demo visitor. */
async function openLink(): Promise<void> {
  const asked = new URLSearchParams(location.search);
  await openVenue(wantedVenue());
  const here = venue.value;
  if (opening.value.kind !== "ready" || !here) return;
  void loadDemo();
  const to = asked.get("to");
  if (to) {
    try {
      chooseDestination(await api.place(here.id, to, lang.value));
    } catch {
      announce(t.value.unknownPlace);
    }
  }
  if (asked.has("watch")) await watchVisitor();
}

runTrip();
render(<App />, document.getElementById("app")!);
void openLink();
