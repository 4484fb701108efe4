/** The planned way: how long, how far, the steps, and the start; or why there is none. */

import { useSignal, useSignalEffect } from "@preact/signals";
import type { Route } from "../api";
import { levelName } from "../building";
import { getLater, later } from "../session";
import { kiosk, lang } from "../settings";
import { destination, plan, retryPlan, start } from "../trip";
import { announce } from "../ui/announce";
import { Icon } from "../ui/icons";
import { distanceText, durationText, errorText, t } from "../ui/i18n";
import { pickLabel } from "../ui/labels";
import { ProfileChoice } from "./profiles";
import { SheetToggle } from "./sheet";
import { StepList } from "./steps";

export function RoutePanel() {
  const now = plan.value;
  const WaitLine = later.value?.WaitLine;
  useSignalEffect(() => {
    if (plan.value.kind !== "route") return;
    const { duration_s, distance_m, steps } = plan.value.route;
    announce(t.value.routeReady(durationText(t.value, duration_s), distanceText(t.value, distance_m), steps.length));
  });
  return (
    <>
      <div class="panel-head">
        <div class="panel-titles">
          <h1 tabindex={-1}>{pickLabel(destination.value?.labels, lang.value, destination.value?.label)}</h1>
          <p class="quiet">{levelName(destination.value?.level_id ?? "")}</p>
        </div>
        {now.kind === "route" && <Figures route={now.route} />}
        <SheetToggle />
      </div>
      {WaitLine && <WaitLine />}
      <p class="from-line">
        <span>{t.value.from(start.value?.name ?? "")}</span>
        <button class="link" onClick={() => (start.value = null)}>{t.value.changeStart}</button>
      </p>
      <ProfileChoice />
      <Answer />
    </>
  );
}

function Figures({ route }: { route: Route }) {
  return (
    <p class="figures">
      <strong>{durationText(t.value, route.duration_s)}</strong>
      <span>{distanceText(t.value, route.distance_m)}</span>
    </p>
  );
}

function Answer() {
  const now = plan.value;
  const { NoWay, RouteTools } = later.value ?? {};
  switch (now.kind) {
    case "route": return (
      <>
        {now.helped && <p class="notice warn"><Icon name="warning" />{t.value.helpedOnly}</p>}
        <StepList route={now.route} language={lang.value} now={-1} />
        {RouteTools && <RouteTools route={now.route} />}
        {now.helped ? <BackBar /> : kiosk === null && <StartBar />}
      </>
    );
    case "no_route": return NoWay ? <NoWay text={now.text} withHelp={now.withHelp} /> : null;
    case "failed": return (
      <div class="notice" role="alert">
        <p><Icon name="warning" />{errorText(t.value, now.error)}</p>
        <button class="button primary" onClick={retryPlan}>{t.value.retry}</button>
      </div>
    );
    default: return <p class="quiet" role="status">{t.value.planning}</p>;
  }
}

function BackBar() {
  return (
    <div class="action-bar">
      <button class="button wide" onClick={retryPlan}>{t.value.back}</button>
    </div>
  );
}

function StartBar() {
  const busy = useSignal(false);
  const trouble = useSignal("");
  const begin = async (): Promise<void> => {
    busy.value = true;
    trouble.value = "";
    try {
      await (await getLater()).startGuidance(start.value?.end ?? null, { place: destination.value!.id });
    } catch (error) {
      trouble.value = errorText(t.value, error);
    }
    busy.value = false;
  };
  return (
    <div class="action-bar">
      <p class="trouble" role="alert">{trouble.value}</p>
      <button class="button primary wide" aria-disabled={busy.value} onClick={() => busy.value || void begin()}>
        {busy.value ? t.value.starting : t.value.start}
      </button>
    </div>
  );
}
