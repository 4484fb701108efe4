/** The page: a top (search or the next step), a panel (what to do) and the map. */

import { computed, useComputed, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { opening, venue } from "../building";
import { later, session } from "../session";
import { lang } from "../settings";
import { destination, plan, searchingFor, stops } from "../trip";
import { Announcer } from "../ui/announce";
import { t } from "../ui/i18n";
import { pickLabel } from "../ui/labels";
import { BrowsePanel } from "./browse";
import { MapArea } from "./maparea";
import { OpeningPanel } from "./opening";
import { PlacePanel } from "./place";
import { RoutePanel } from "./route";
import { ResultsPanel } from "./results";
import { SearchBar } from "./searchbar";
import { panelTall } from "./sheet";

export type Screen = "opening" | "browse" | "search" | "place" | "route" | "visit" | "guide";

export const screen = computed<Screen>(() => {
  if (opening.value.kind !== "ready") return "opening";
  if (searchingFor.value) return "search";
  if (session.value) return "guide";
  if (stops.value) return "visit";
  if (!destination.value) return "browse";
  return plan.value.kind === "none" ? "place" : "route";
});

const PANELS = { opening: OpeningPanel, browse: BrowsePanel, search: ResultsPanel, place: PlacePanel, route: RoutePanel };

export function App() {
  const panel = useRef<HTMLElement>(null);
  const classes = useComputed(() => `app on-${screen.value}${panelTall.value ? " panel-tall" : ""}`);
  const rest = later.value;
  const guide = screen.value === "guide" ? rest : null;
  const Panel = rest && guide ? rest.GuidePanel : rest && screen.value === "visit" ? rest.VisitPanel : PANELS[screen.value as keyof typeof PANELS];
  useSignalEffect(() => {
    document.documentElement.lang = lang.value;
    document.title = venue.value ? t.value.pageTitle(pickLabel(venue.value.labels, lang.value)) : t.value.appName;
  });
  useFocusOnNewScreen(panel);
  return (
    <div class={classes}>
      <header class="top">{guide ? <guide.Banner /> : <SearchBar />}</header>
      <main class="panel" ref={panel}>
        {rest && <rest.Notices />}
        <Panel />
      </main>
      <MapArea />
      <Announcer />
    </div>
  );
}

/** When the screen changes, readers and keyboards go on from its heading; typing in the search is never interrupted. */
function useFocusOnNewScreen(panel: { readonly current: HTMLElement | null }): void {
  const before = useRef<Screen>(screen.value);
  const now = screen.value;
  useEffect(() => {
    if (panel.current) panel.current.scrollTop = 0;
    const moved = before.current !== now && before.current !== "opening" && now !== "search";
    before.current = now;
    if (moved) panel.current?.querySelector<HTMLElement>("h1, h2")?.focus({ preventScroll: true });
  }, [now]);
}
