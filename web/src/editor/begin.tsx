/** A venue that is not there yet begins with one empty floor. */

import { useSignal } from "@preact/signals";
import { ApiError, id as encoded } from "../api";
import { ask } from "../staff/client";
import { Shell } from "../staff/shell";
import { pageOf } from "../staff/venue";
import { newId } from "./ids";
import { skeleton } from "./model/skeleton";
import { readNumber } from "./model/fields";
import { upload } from "./server";
import { editorWords } from "./words";

const POLL_MS = 300;

interface Job {
  readonly id: string;
  readonly state: string;
  readonly problem?: { readonly detail: string; readonly remedy: string } | null;
}

/** Send the empty floor as a plan to read, and wait until it was read. */
async function begin(venue: string, plan: object): Promise<void> {
  const imports = `/v1/venues/${encoded(venue)}/imports`;
  const file = new File([JSON.stringify(plan)], "plan.geojson");
  let job = await upload<Job>(`${imports}?format=geojson`, file);
  while (job.state === "queued" || job.state === "running") {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    job = (await ask<Job>(`${imports}/${encoded(job.id)}`)).data;
  }
  if (job.state !== "done") throw new ApiError("refused", 400, { ...job.problem });
}

/** An import replaces a draft: one that is there must not be lost to a new venue of the same id. */
async function isThere(venue: string): Promise<boolean> {
  try {
    await ask(`/v1/venues/${encoded(venue)}/draft/changes?limit=1`);
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return false;
    throw error;
  }
}

export function BeginPage({ id }: { id: string }) {
  const words = editorWords.value;
  const isBusy = useSignal(false);
  const trouble = useSignal("");

  async function onSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const typed = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string): string => String(typed.get(name) ?? "").trim();
    const numbers = ["width", "depth", "lon", "lat"].map((name) => readNumber(text(name)));
    if (numbers.some((each) => typeof each !== "number")) {
      trouble.value = words.notANumber;
      return;
    }
    const [width, depth, lon, lat] = numbers as number[];
    isBusy.value = true;
    trouble.value = "";
    try {
      if (await isThere(text("id"))) {
        isBusy.value = false;
        trouble.value = words.beginThere;
        return;
      }
      await begin(text("id"), skeleton(newId(), { zh: text("zh"), en: text("en"), width_m: width!, depth_m: depth!, lon: lon!, lat: lat! }));
      location.assign(pageOf("editor", text("id")));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      isBusy.value = false;
      trouble.value = error.kind === "refused" ? `${error.message} ${String(error.problem["remedy"] ?? "")}` : words.saved.offline;
    }
  }

  const field = (name: string, label: string, value: string, more: object = {}) => (
    <label class="field">{label}<input name={name} defaultValue={value} required {...more} /></label>
  );
  return (
    <Shell page="editor">
      <form class="card begin" onSubmit={(event) => void onSubmit(event)}>
        <h1>{words.begin}</h1>
        <p>{words.beginHelp}</p>
        {field("id", words.beginId, id, { pattern: "[a-z0-9][a-z0-9\\-]*", title: words.beginIdHelp, placeholder: words.beginIdHelp })}
        {field("zh", words.names.labels[0], "", { lang: "zh-Hans" })}
        {field("en", words.names.labels[1], "", { lang: "en" })}
        <div class="place">
          {field("width", words.beginWidth, "60", { inputMode: "decimal" })}
          {field("depth", words.beginDepth, "40", { inputMode: "decimal" })}
          {field("lon", words.beginLon, "", { inputMode: "decimal" })}
          {field("lat", words.beginLat, "", { inputMode: "decimal" })}
        </div>
        {trouble.value && <p class="trouble" role="alert">{trouble.value}</p>}
        <button type="submit" class="button primary" disabled={isBusy.value}>{isBusy.value ? words.beginning : words.beginNow}</button>
      </form>
    </Shell>
  );
}
