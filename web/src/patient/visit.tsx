/** A visit of several stops: put together before it begins, and followed stop by stop while it goes on. */

import { useSignal } from "@preact/signals";
import { levelName } from "../building";
import type { VisitStop } from "../guided";
import { appointmentOf, programme } from "../programme";
import { guided, session } from "../session";
import type { VisitNews } from "../sessionapi";
import { lang } from "../settings";
import { openSearch, start, stops } from "../trip";
import { Icon } from "../ui/icons";
import { errorText, t } from "../ui/i18n";
import { pickLabel } from "../ui/labels";
import { lt } from "../ui/later/words";
import { startVisit, tellVisit } from "../walking";
import { ChooseStart } from "./place";
import { ProfileChoice } from "./profiles";
import { SheetToggle } from "./sheet";
import { rangeText } from "./wait";

/** The most that can be planned at a time. */
const MOST_STOPS = 12;

export function VisitCard() {
  return (
    <div class="visit-card">
      <div>
        <h2 class="small-heading">{lt.value.visitTitle}</h2>
        <p>{lt.value.visitText}</p>
      </div>
      <button class="button" onClick={() => (stops.value = [])}>{lt.value.visitBegin}</button>
    </div>
  );
}

export function VisitPanel() {
  const chosen = stops.value ?? [];
  const given = programme.value;
  return (
    <>
      <div class="panel-head">
        <div class="panel-titles">
          <h1 tabindex={-1}>{lt.value.visitMine}</h1>
          <p class="quiet">{given ? lt.value.visitGiven : lt.value.visitHow}</p>
        </div>
        <SheetToggle />
      </div>
      {chosen.length > 0 && (
        <ol class="visit" aria-label={lt.value.visitMine}>
          {chosen.map((hit, index) => {
            const name = pickLabel(hit.labels, lang.value, hit.label);
            const window = given && appointmentOf(given.visit, index);
            const when = window ? lt.value.visitBetween(clock(window[0]), clock(window[1])) : "";
            return (
              <li key={hit.id} class="visit-stop">
                <span class="visit-mark"><Icon name="pin" /></span>
                <span class="row-text">
                  <strong>{name}</strong>
                  <span class="quiet">{[levelName(hit.level_id), when].filter(Boolean).join(" · ")}</span>
                </span>
                {!given && <Remove label={lt.value.visitRemove(name)} act={() => (stops.value = chosen.filter((each) => each !== hit))} />}
              </li>
            );
          })}
        </ol>
      )}
      {!given && chosen.length < MOST_STOPS && (
        <button class="button wide" onClick={() => openSearch("stop")}><Icon name="plus" />{lt.value.visitAdd}</button>
      )}
      {chosen.length > 0 && (start.value ? <From /> : <ChooseStart />)}
      <ProfileChoice />
      <PlanBar />
    </>
  );
}

function From() {
  return (
    <p class="from-line">
      <span>{t.value.from(start.value?.name ?? "")}</span>
      <button class="link" onClick={() => (start.value = null)}>{t.value.changeStart}</button>
    </p>
  );
}

function PlanBar() {
  const busy = useSignal(false);
  const trouble = useSignal("");
  const [chosen, from] = [stops.value ?? [], start.value];
  if (!chosen.length || !from) return null;
  const begin = async (): Promise<void> => {
    [busy.value, trouble.value] = [true, ""];
    try {
      const visit = programme.value?.visit ?? { stops: chosen.map(({ id }) => ({ id, places: [id] })) };
      await startVisit(from.end, visit, programme.value?.to ?? null);
    } catch (error) {
      trouble.value = errorText(t.value, error);
    }
    busy.value = false;
  };
  return (
    <div class="action-bar">
      <p class="trouble" role="alert">{trouble.value}</p>
      <button class="button primary wide" aria-disabled={busy.value} onClick={() => busy.value || void begin()}>
        {busy.value ? t.value.starting : lt.value.visitPlan}
      </button>
    </div>
  );
}

/** The stops of the visit under way, in order, with what is done, what is next and how long that takes. */
export function VisitLine() {
  const { visit, lang: language } = guided.value;
  const trouble = useSignal("");
  if (!visit) return null;
  const tell = async (news: VisitNews): Promise<void> => {
    trouble.value = "";
    try {
      await tellVisit(news);
    } catch (error) {
      trouble.value = errorText(t.value, error);
    }
  };
  return (
    <section aria-labelledby="visit-title">
      <h2 id="visit-title" class="small-heading">{lt.value.visitMine}</h2>
      <p class="quiet" lang={language}>{visit.text}</p>
      <ol class="visit">
        {visit.stops.map((stop, index) => <Stop key={stop.stop} stop={stop} number={index + 1} tell={(news) => void tell(news)} />)}
      </ol>
      {visit.ends_at && <p class="quiet">{lt.value.visitEnds(clock(visit.ends_at))}</p>}
      <p class="trouble" role="alert">{trouble.value}</p>
    </section>
  );
}

function Stop({ stop, number, tell }: { stop: VisitStop; number: number; tell: (news: VisitNews) => void }) {
  const now = stop.status === "here" || stop.status === "next";
  const own = session.value?.own ?? false;
  return (
    <li class={`visit-stop ${stop.status}`} aria-current={now ? "step" : undefined}>
      <span class="visit-mark">{stop.status === "done" ? <Icon name="check" /> : number}</span>
      <span class="row-text">
        <strong>{stop.label}</strong>
        <span class="quiet">{[levelName(stop.level_id), figures(stop)].filter(Boolean).join(" · ")}</span>
      </span>
      {own && stop.status === "later" && <Remove label={lt.value.visitRemove(stop.label)} act={() => tell({ skip: stop.stop })} />}
      {own && now && (
        <button class={stop.status === "here" ? "button primary" : "button"} onClick={() => tell({ done: stop.stop })}>
          {lt.value.visitDone}
          <span class="unseen">{`: ${stop.label}`}</span>
        </button>
      )}
    </li>
  );
}

function figures({ status, end_at, start_at, wait_p50_s, wait_p90_s }: VisitStop): string {
  if (status === "done") return lt.value.visitDoneAt(clock(end_at));
  if (status === "here") return lt.value.arrived;
  const turn = start_at ? lt.value.visitTurn(clock(start_at)) : "";
  if (!wait_p50_s || wait_p90_s === null) return turn;
  return `${turn} · ${lt.value.visitWait(rangeText(t.value, wait_p50_s, wait_p90_s))}`;
}

function Remove({ label, act }: { label: string; act: () => void }) {
  return (
    <button class="icon-button" aria-label={label} onClick={act}><Icon name="close" /></button>
  );
}

/** The time of day where the person is. */
function clock(moment: string): string {
  return new Date(moment).toLocaleTimeString(lang.value, { hour: "2-digit", minute: "2-digit", hour12: false });
}
