/** A walk under way: the next move on top, the steps below; one's own walk, or a visitor's that is watched. */

import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Guided } from "../guided";
import { stepsNow } from "../hearing";
import { connection, guided, session } from "../session";
import { lang, speaking } from "../settings";
import { destination, forgetDestination, pickingStart } from "../trip";
import { announce } from "../ui/announce";
import { Icon, stepIcon } from "../ui/icons";
import { distanceText, durationText, t } from "../ui/i18n";
import { pickLabel } from "../ui/labels";
import { lt } from "../ui/later/words";
import { StepsLine } from "../steps/following";
import { hush, speak, voice } from "../voice";
import { leaveSession, watchVisitor } from "../walking";
import { FindMe } from "./lost";
import { OfferBanner } from "./offer";
import { ProfileChoice } from "./profiles";
import { LanguageButton } from "./searchbar";
import { SheetToggle } from "./sheet";
import { StepList } from "./steps";
import { VisitLine } from "./visit";
import { WaitLine } from "./wait";
import { whereabouts } from "./whereabouts";

export function Banner() {
  const known = guided.value;
  const { current, next } = stepsNow(known);
  const shown = next ?? current;
  const figure = known.progress && next ? distanceText(t.value, known.progress.to_next_m) : "";
  const icon = known.arrived !== null ? "check" : shown ? stepIcon(shown.kind) : "locate";
  const text = known.arrived ?? known.noRoute ?? shown?.text ?? lt.value.waitingForPosition;
  return (
    <>
      <div class="banner">
        <span class="banner-icon"><Icon name={icon} /></span>
        <p class="banner-text">
          {known.arrived !== null ? <strong>{lt.value.arrived}</strong> : figure && <strong>{figure}</strong>}
          <span lang={known.lang || undefined}>{text}</span>
        </p>
        <LanguageButton />
      </div>
      <OfferBanner />
    </>
  );
}

export function GuidePanel() {
  const known = guided.value;
  useSpokenChanges();
  useEffect(() => hush, []);
  return (
    <>
      <div class="panel-head">
        <div class="panel-titles">
          <h1 tabindex={-1}>{title()}</h1>
          <p class="quiet">{remaining()}</p>
          {whereabouts.value && <p class="quiet">{whereabouts.value}</p>}
        </div>
        <SpeakToggle />
        <SheetToggle />
      </div>
      <WaitLine />
      <VisitLine />
      <StepsLine />
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
  if (!current.own) return lt.value.watching(pickLabel(current.who, lang.value, lt.value.visitor));
  const coming = guided.value.visit?.stops.find(({ status }) => status === "next" || status === "here");
  return pickLabel(destination.value?.labels, lang.value, destination.value?.label ?? coming?.label ?? t.value.appName);
}

function remaining(): string {
  const { progress, route, arrived } = guided.value;
  if (arrived !== null) return lt.value.arrived;
  const [time_s, left_m] = progress ? [progress.remaining_s, progress.remaining_m] : [route?.duration_s, route?.distance_m];
  if (time_s === undefined || left_m === undefined) return lt.value.waitingForPosition;
  return lt.value.remaining(durationText(t.value, time_s), distanceText(t.value, left_m));
}

/** A new way is news until this much of it is walked [m]. */
const NEWS_M = 20;

function newsOf({ why, progress, arrived }: Guided): string {
  return arrived === null && (progress?.along_m ?? 0) < NEWS_M ? why : "";
}

function SpeakToggle() {
  if (!voice.value) return null;
  const toggle = (): void => {
    speaking.value = !speaking.value;
    if (speaking.value) speak(guided.peek().spoken.text);
    else hush();
  };
  return (
    <button class="button" aria-pressed={speaking.value} onClick={toggle}>
      <Icon name="speak" />
      {lt.value.speak}
    </button>
  );
}

/** What is not as it should be, in plain words, each with a way on. */
function Troubles() {
  const known = guided.value;
  const own = session.value?.own ?? false;
  if (known.ended) {
    return <p class="notice">{own ? lt.value.sessionEnded : lt.value.visitorEnded}</p>;
  }
  return (
    <>
      {connection.value === "lost" && <p class="notice warn"><Icon name="warning" />{lt.value.connectionLost}</p>}
      {known.noRoute !== null && <p class="notice warn"><Icon name="warning" />{`${known.noRoute || lt.value.noRouteFallback} ${lt.value.askStaff}`}</p>}
      {known.mapKept !== null && <p class="notice warn" lang={known.lang}><Icon name="warning" />{known.mapKept}</p>}
      {newsOf(known) && <p class="notice" lang={known.lang}><Icon name="route" />{newsOf(known)}</p>}
      {known.lost !== null && known.arrived === null && <Unsure own={own} />}
      {own && known.arrived === null && (known.lost !== null || known.vague) && <FindMe />}
    </>
  );
}

function Unsure({ own }: { own: boolean }) {
  return (
    <p class="notice warn"><Icon name="warning" />{own ? lt.value.unsure : lt.value.unsureVisitor}</p>
  );
}

function EndBar() {
  const nobody = useSignal(false);
  const own = session.value?.own ?? false;
  const over = isOver(guided.value);
  const leave = (): void => {
    const done = isOver(guided.peek());
    leaveSession();
    if (done && own) forgetDestination();
  };
  return (
    <div class="action-bar">
      {nobody.value && <p class="quiet" role="status">{lt.value.watchNone}</p>}
      <div class="button-row">
        {own && !over && (
          <button class="button" aria-pressed={pickingStart.value} onClick={() => (pickingStart.value = !pickingStart.value)}>
            <Icon name="tap" />
            {lt.value.iAmHere}
          </button>
        )}
        {!own && over && (
          <button class="button primary" onClick={() => void watchVisitor().then((found) => (nobody.value = !found))}>
            {lt.value.nextVisitor}
          </button>
        )}
        <button class={own && over ? "button primary" : "button"} onClick={leave}>
          {own ? (over ? t.value.close : lt.value.endGuidance) : lt.value.stopWatching}
        </button>
      </div>
    </div>
  );
}

/** A walk is over on arrival, a visit when all is done and its end is reached. */
function isOver({ ended, arrived, visit }: Guided): boolean {
  return ended || (visit ? visit.finished : arrived !== null);
}

/** Say what changed, once, to readers and, where it is wanted, aloud. It never moves anybody's focus. */
function useSpokenChanges(): void {
  const said = useSignal<Guided | null>(null);
  const wasCut = useSignal(false);
  useSignalEffect(() => {
    const [known, cut, before] = [guided.value, connection.value === "lost", said.peek()];
    if (cut !== wasCut.peek()) announce(cut ? lt.value.connectionLost : lt.value.connectionBack);
    [said.value, wasCut.value] = [known, cut];
    for (const text of news(before, known)) {
      announce(text);
      speak(text);
    }
    const { current, next } = stepsNow(known);
    if (known.visit && known.visit.text !== before?.visit?.text) announce(known.visit.text);
    if (known.arrived !== null) {
      if (before?.arrived == null) announce(known.arrived || lt.value.arrived);
    } else if (known.stepIndex !== before?.stepIndex) announce((next ?? current)?.text ?? lt.value.waitingForPosition);
    if (known.spoken !== before?.spoken) speak(known.spoken.text);
  });
}

/** What is new beside the instructions: read and heard in the same words. */
function news(before: Guided | null, known: Guided): string[] {
  const { offer, noRoute, why, lost, route, mapKept } = known;
  return [
    offer && offer.id !== before?.offer?.id && offer.text,
    noRoute !== before?.noRoute && noRoute,
    route !== before?.route && why,
    mapKept !== before?.mapKept && mapKept,
    lost !== null && before?.lost == null && (session.peek()?.own ? lt.value.unsure : lt.value.unsureVisitor),
  ].filter((text): text is string => Boolean(text));
}
