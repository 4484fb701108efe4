import "./ui/tokens.css";
import "./ui/base.css";
import "./ui/panel.css";
import "./ui/map.css";

import { render } from "preact";
import { api } from "./api";
import { openVenue, opening, venue } from "./building";
import { App } from "./patient/app";
import { wantedVenue } from "./patient/opening";
import { getLater, loadDemo } from "./session";
import { lang } from "./settings";
import { chooseDestination, runTrip } from "./trip";
import { announce } from "./ui/announce";
import { getWords, t } from "./ui/i18n";

/** Open what the link asks for: `?venue=`, `?to=` a place, `?watch` a demo visitor. */
async function openLink(): Promise<void> {
  const asked = new URLSearchParams(location.search);
  const opened = openVenue(wantedVenue());
  await getWords(lang.value);
  render(<App />, document.getElementById("app")!);
  await opened;
  const here = venue.value;
  if (opening.value.kind !== "ready" || !here) return;
  void loadDemo();
  // Fetched after the first floor, so that it is there when it is wanted, also where the network is gone by then.
  const later = getLater();
  later.then(({ runRest }) => {
    runRest();
    return getWords(lang.value === "en" ? "zh-Hans" : "en");
  }).catch(() => undefined);
  const to = asked.get("to");
  if (to) {
    try {
      chooseDestination(await api.place(here.id, to, lang.value));
    } catch {
      announce(t.value.unknownPlace);
    }
  }
  if (asked.has("watch")) await later.then(({ watchVisitor }) => watchVisitor()).catch(() => undefined);
}

runTrip();
void openLink();
