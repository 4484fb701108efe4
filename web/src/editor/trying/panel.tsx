/** Try the draft before it is released: the way between two points for anybody, and what the ground is like. */

import "./trying.css";

import { effect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Editor } from "../editor";
import { nameOf } from "../panels/finder";
import { TryingLayers } from "./layers";
import { LayerSection } from "./layersection";
import { trialApi, type Tried } from "./server";
import { Trying } from "./trying";
import { WaySection } from "./way";
import { tryingWords } from "./words";

const PROFILES = ["walk", "slow", "wheelchair", "pram", "no_stairs", "low_vision", "staff", "bed", "infection", "infection_bed"] as const;

export function TryingPanel({ editor, venue }: { editor: Editor; venue: string }) {
  const words = tryingWords.value;
  const trying = useMemo(() => new Trying(editor, trialApi(venue)), [editor, venue]);
  useEffect(() => draw(editor, trying), [editor, trying]);
  const { way, space, reach, trouble, isWaiting, profile } = trying;
  const tried = way.value ?? space.value ?? reach.value;
  return (
    <div class="trying" aria-busy={isWaiting.value}>
      <label class="field">
        {words.profile}
        <select value={profile.value} onChange={(event) => (profile.value = event.currentTarget.value)}>
          {PROFILES.map((each) => <option key={each} value={each}>{words.profiles[each]}</option>)}
        </select>
      </label>
      <p class="quiet try-state" role="status">{isWaiting.value ? words.waiting : ""}</p>
      {trouble.value && <p class="trouble" role="alert">{words.trouble} {trouble.value}</p>}
      <WaySection editor={editor} trying={trying} />
      <LayerSection editor={editor} trying={trying} />
      {tried && tried.left_out.length > 0 && <LeftOut editor={editor} tried={tried} />}
    </div>
  );
}

/** Follow the draft and draw on the map while the panel is open. */
function draw(editor: Editor, trying: Trying): () => void {
  const drawn = new TryingLayers();
  const leave = editor.invite((map) => {
    for (const each of drawn.layers) map.addLayer(each);
    return () => {
      for (const each of drawn.layers) map.removeLayer(each);
    };
  });
  editor.onEnd = (at) => trying.pick(at);
  const stops = [
    trying.follow(),
    effect(() => {
      const { layer, space, reach } = trying;
      if (layer.value === "walkable" && space.value) drawn.showWalkable(space.value);
      else if (layer.value === "clearance" && space.value) drawn.showClearance(space.value);
      else if (layer.value === "reach" && reach.value) drawn.showReach(reach.value, editor.sync.draft.value, editor.levelId.value);
      else drawn.showNothing();
    }),
    effect(() => drawn.showWay(trying.way.value?.route ?? null, [trying.ends.start.value, trying.ends.goal.value], editor.levelId.value)),
  ];
  return () => {
    for (const stop of stops) stop();
    editor.onEnd = null;
    if (editor.tool.peek() === "ends") editor.use("select");
    leave();
  };
}

function LeftOut({ editor, tried }: { editor: Editor; tried: Tried }) {
  const words = tryingWords.value;
  return (
    <details>
      <summary>{words.leftOut(tried.left_out.length)}</summary>
      <ul class="lines">
        {tried.left_out.map(({ feature: id, finding }) => {
          const feature = editor.sync.draft.value.features.get(id);
          return (
            <li key={id}>
              <button type="button" class="line" onClick={() => editor.show([id])}>{feature ? nameOf(feature) : id} <span class="quiet" {...(finding ? { lang: "en" } : {})}>{finding ? `${finding.code} ${finding.message}` : words.leftOutWith}</span></button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
