/** The form that closes what was chosen: its impact first, why and until when, and then the button that does it. */

import { useSignal, type Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { id } from "../api";
import { venue } from "../building";
import { lang } from "../settings";
import { ask } from "../staff/client";
import { announce } from "../ui/announce";
import { pickLabel } from "../ui/labels";
import { closingWords } from "./closingwords";
import { HoursFields, hoursBody, type Hours } from "./hours";
import { ImpactBox, weigh, weighing } from "./impact";
import { closures, lifts } from "./now";
import { chosen, isLift, nameOf, type Target } from "./targets";
import { PRESETS, troubleText, words } from "./words";

export function Closing({ target }: { target: Target }) {
  const say = words.value;
  const lift = isLift(target);
  const [zh, en, until, staffPass] = [useSignal(""), useSignal(""), useSignal(""), useSignal(false)];
  const [from, into, hours] = [useSignal(""), useSignal(""), useSignal<Hours | null>(null)];
  const [busy, trouble] = [useSignal(false), useSignal("")];
  const venueId = venue.value!.id;
  // What others close meanwhile changes what this closure would do.
  const alreadyClosed = JSON.stringify([closures.value.filter((each) => each.in_force), lifts.value.map((each) => each.state)]);
  useEffect(() => {
    void weigh(venueId, lift ? { lifts_out: [target.id] } : { closures: [{ ...whatOf(target), ...(into.value ? { one_way_to: into.value } : {}) }] });
  }, [target, lift, into.value, alreadyClosed]);
  useEffect(() => document.getElementById("closing-title")?.focus(), [target]);

  const confirm = async (event: Event): Promise<void> => {
    event.preventDefault();
    busy.value = true;
    trouble.value = "";
    const reason = Object.fromEntries([["zh-Hans", zh.value.trim()], ["en", en.value.trim()]].filter(([, text]) => text));
    try {
      if (lift) await setLift(venueId, target.id, { state: "out_of_service", reason });
      else {
        await close(venueId, target, {
          reason,
          staff_pass: staffPass.value,
          ...(from.value ? { starts_at: new Date(from.value).toISOString() } : {}),
          ...(until.value ? { ends_at: new Date(until.value).toISOString() } : {}),
          ...(hours.value ? { hours: hoursBody(hours.value) } : {}),
          ...(into.value ? { one_way_to: into.value } : {}),
        });
      }
      announce(lift ? say.liftSet(nameOf(target), say.states["out_of_service"]!) : say.closed(nameOf(target)));
      chosen.value = null;
    } catch (error) {
      trouble.value = troubleText(error);
    }
    busy.value = false;
  };
  const preset = (event: Event): void => {
    const found = PRESETS[Number((event.currentTarget as HTMLSelectElement).value)];
    [zh.value, en.value] = [found?.zh ?? "", found?.en ?? ""];
  };
  return (
    <form class="card closing" aria-labelledby="closing-title" onSubmit={(event) => void confirm(event)}>
      <h2 id="closing-title" tabindex={-1}>{lift ? say.liftOut(nameOf(target)) : say.closing(nameOf(target))}</h2>
      {target.area && <p class="quiet">{closingWords.value.areaHint}</p>}
      <ImpactBox />
      <label class="field">{say.preset}
        <select onChange={preset}>
          <option value="">{say.presetNone}</option>
          {PRESETS.map((each, index) => <option key={each.en} value={index}>{each.zh} · {each.en}</option>)}
        </select>
      </label>
      <div class="pair">
        <label class="field">{say.reasonZh}<input lang="zh-Hans" maxLength={200} value={zh.value} onInput={(event) => (zh.value = event.currentTarget.value)} /></label>
        <label class="field">{say.reasonEn}<input lang="en" maxLength={200} value={en.value} onInput={(event) => (en.value = event.currentTarget.value)} /></label>
      </div>
      {!lift && (
        <>
          {target.kind === "opening" && <OneWay target={target} into={into} />}
          <div class="stack">
            <label class="field">{closingWords.value.from}<input type="datetime-local" value={from.value} onInput={(event) => (from.value = event.currentTarget.value)} /></label>
            <label class="field">{say.endsAt}<input type="datetime-local" value={until.value} onInput={(event) => (until.value = event.currentTarget.value)} /></label>
          </div>
          <HoursFields hours={hours} />
          <label class="check"><input type="checkbox" checked={staffPass.value} onChange={(event) => (staffPass.value = event.currentTarget.checked)} />{say.staffPass}</label>
        </>
      )}
      {trouble.value && <p class="trouble" role="alert">{trouble.value}</p>}
      <div class="row">
        <button class="button danger" disabled={busy.value || weighing.value.kind === "weighing" || hours.value?.days.length === 0}>{lift ? say.confirmOut : say.confirmClose}</button>
        <button type="button" class="quiet-button" onClick={() => (chosen.value = null)}>{say.cancel}</button>
      </div>
    </form>
  );
}

function OneWay({ target, into }: { target: Target; into: Signal<string> }) {
  const say = closingWords.value;
  return (
    <label class="field">{say.oneWay}
      <select value={into.value} onChange={(event) => (into.value = event.currentTarget.value)}>
        <option value="">{say.bothWays}</option>
        {target.sides.map((side) => <option key={side.id} value={side.id}>{say.into(pickLabel(side.labels, lang.value, words.value.unnamed.unit))}</option>)}
      </select>
    </label>
  );
}

const whatOf = (target: Target): object => (target.area ? { area: target.area } : { feature: target.id });

/** Two closures of one place may hold at different times, so each has an id of its own. */
async function close(venueId: string, target: Target, more: object): Promise<void> {
  const closureId = `board-${Date.now().toString(36)}-${(target.id || "area").slice(0, 40)}`;
  await ask(`/v1/venues/${id(venueId)}/closures/${id(closureId)}`, { method: "PUT", body: { ...whatOf(target), ...more } });
}

export async function setLift(venueId: string, portal: string, body: object): Promise<void> {
  await ask(`/v1/venues/${id(venueId)}/lifts/${id(portal)}`, { method: "PUT", body });
}
