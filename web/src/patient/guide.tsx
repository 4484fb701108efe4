/** A walk under way: the next move on top, the steps below; one's own walk, or a visitor's that is watched. */

import { useSignal, useSignalEffect } from "@preact/signals";
import { stepsNow } from "../guided";
import { connection, guided, leaveSession, session, watchVisitor } from "../session";
import { lang } from "../settings";
import { destination, forgetDestination, pickingStart } from "../trip";
import { announce } from "../ui/announce";
import { Icon, stepIcon } from "../ui/icons";
import { distanceText, durationText, t } from "../ui/i18n";
import { pickLabel } from "../ui/labels";
import { LanguageButton } from "./searchbar";
import { ProfileChoice } from "./profiles";
import { SheetToggle } from "./sheet";
import { StepList } from "./steps";
import { whereabouts } from "./whereabouts";

export function Banner() {
  const known = guided.value;
  const { current, next } = stepsNow(known);
  const shown = next ?? current;
  const figure = known.progress && next ? distanceText(t.value, known.progress.to_next_m) : "";
  const icon = known.arrived !== null ? "check" : shown ? stepIcon(shown.kind) : "locate";
  const text = known.arrived ?? known.noRoute ?? shown?.text ?? t.value.waitingForPosition;
  return (
    <div class="banner">
      <span class="banner-icon"><Icon name={icon} /></span>
      <p class="banner-text">
        {known.arrived !== null ? <strong>{t.value.arrived}</strong> : figure && <strong>{figure}</strong>}
        <span lang={known.lang || undefined}>{text}</span>
      </p>
      <LanguageButton />
    </div>
  );
}

export function GuidePanel() {
  const known = guided.value;
  useSpokenChanges();
  return (
    <>
      <div class="panel-head">
        <div class="panel-titles">
          <h1 tabindex={-1}>{title()}</h1>
          <p class="quiet">{remaining()}</p>
          {whereabouts.value && <p class="quiet">{whereabouts.value}</p>}
        </div>
        <SheetToggle />
      </div>
      <Troubles />
      {known.route && <StepList route={known.route} language={known.lang} now={known.stepIndex} />}
      {session.value?.own && known.arrived === null && <ProfileChoice />}
      <EndBar />
    </>
  );
}

function title(): string {
  const current = session.value;
  if (!current) return "";
  if (!current.own) return t.value.watching(pickLabel(current.who, lang.value, t.value.visitor));
  return pickLabel(destination.value?.labels, lang.value, destination.value?.label ?? t.value.appName);
}

function remaining(): string {
  const { progress, route, arrived } = guided.value;
  if (arrived !== null) return t.value.arrived;
  const [time_s, left_m] = progress ? [progress.remaining_s, progress.remaining_m] : [route?.duration_s, route?.distance_m];
  if (time_s === undefined || left_m === undefined) return t.value.waitingForPosition;
  return t.value.remaining(durationText(t.value, time_s), distanceText(t.value, left_m));
}

/** What is not as it should be, in plain words, each with a way on. */
function Troubles() {
  const known = guided.value;
  const own = session.value?.own ?? false;
  if (known.ended) {
    return <p class="notice">{own ? t.value.sessionEnded : t.value.visitorEnded}</p>;
  }
  return (
    <>
      {connection.value === "lost" && <p class="notice warn"><Icon name="warning" />{t.value.connectionLost}</p>}
      {known.noRoute !== null && <p class="notice warn"><Icon name="warning" />{known.noRoute || t.value.noRouteFallback}</p>}
      {known.lost !== null && known.arrived === null && <Unsure own={own} />}
    </>
  );
}

function Unsure({ own }: { own: boolean }) {
  return (
    <div class="notice warn">
      <p><Icon name="warning" /><strong>{own ? t.value.unsure : t.value.unsureVisitor}</strong></p>
      {own && <p>{t.value.unsureHelp}</p>}
    </div>
  );
}

function EndBar() {
  const nobody = useSignal(false);
  const own = session.value?.own ?? false;
  const over = guided.value.ended || guided.value.arrived !== null;
  const leave = (): void => {
    const arrived = guided.peek().arrived !== null;
    leaveSession();
    if (arrived && own) forgetDestination();
  };
  return (
    <div class="action-bar">
      {nobody.value && <p class="quiet" role="status">{t.value.watchNone}</p>}
      <div class="button-row">
        {own && !over && (
          <button class="button" aria-pressed={pickingStart.value} onClick={() => (pickingStart.value = !pickingStart.value)}>
            <Icon name="tap" />
            {t.value.iAmHere}
          </button>
        )}
        {!own && over && (
          <button class="button primary" onClick={() => void watchVisitor().then((found) => (nobody.value = !found))}>
            {t.value.nextVisitor}
          </button>
        )}
        <button class={own && over ? "button primary" : "button"} onClick={leave}>
          {own ? (over ? t.value.close : t.value.endGuidance) : t.value.stopWatching}
        </button>
      </div>
    </div>
  );
}

/** Say what changed, once: the next instruction, arriving, losing and finding the position or the connection. */
function useSpokenChanges(): void {
  const said = useSignal({ step: -1, lost: false, cut: false, arrived: false });
  useSignalEffect(() => {
    const known = guided.value;
    const now = {
      step: known.stepIndex, lost: known.lost !== null, cut: connection.value === "lost", arrived: known.arrived !== null,
    };
    const before = said.peek();
    said.value = now;
    if (now.arrived && !before.arrived) announce(known.arrived || t.value.arrived);
    else if (now.cut !== before.cut) announce(now.cut ? t.value.connectionLost : t.value.connectionBack);
    else if (now.lost && !before.lost) announce(session.peek()?.own ? t.value.unsure : t.value.unsureVisitor);
    else if (now.step !== before.step) announce(stepsNow(known).next?.text ?? stepsNow(known).current?.text ?? "");
  });
}
