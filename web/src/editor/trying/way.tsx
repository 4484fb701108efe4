/** The way between two ends: how they are chosen, and what came of it. */

import { lang } from "../../settings";
import { pickLabel } from "../../ui/labels";
import type { Editor } from "../editor";
import { nameOf } from "../panels/finder";
import { FindingLine } from "../panels/findingline";
import type { End, NoWay, TriedRoute } from "./server";
import type { EndName, Trying } from "./trying";
import { tryingWords } from "./words";

export function WaySection({ editor, trying }: { editor: Editor; trying: Trying }) {
  const words = tryingWords.value;
  const { ends, way } = trying;
  return (
    <section class="fields">
      <h3>{words.way}</h3>
      <EndRow editor={editor} trying={trying} name="start" />
      <EndRow editor={editor} trying={trying} name="goal" />
      {ends.start.value && ends.goal.value ? <button type="button" class="button" onClick={() => trying.swap()}>{words.swap}</button> : <p class="quiet">{words.both}</p>}
      {way.value?.route && <Steps editor={editor} route={way.value.route} />}
      {way.value?.no_way && <Why editor={editor} noWay={way.value.no_way} />}
    </section>
  );
}

function EndRow({ editor, trying, name }: { editor: Editor; trying: Trying; name: EndName }) {
  const words = tryingWords.value;
  const isPicking = editor.tool.value === "ends" && trying.next.value === name;
  const [chosen] = editor.selected.value;
  return (
    <div class="try-end" role="group" aria-label={words[name]}>
      <p><strong>{words[name]}</strong> {endWords(editor, trying.ends[name].value)}</p>
      <div class="row">
        <button type="button" class="button" aria-pressed={isPicking} onClick={() => {
          trying.next.value = name;
          editor.use(isPicking ? "select" : "ends");
        }}>{words.onMap}</button>
        <button type="button" class="button" aria-disabled={!chosen} title={chosen ? undefined : words.selectedWhy} onClick={() => chosen && trying.set(name, { place: chosen.id })}>{words.selected}</button>
      </div>
    </div>
  );
}

function endWords(editor: Editor, end: End | null): string {
  const words = tryingWords.value;
  if (!end) return words.unset;
  if ("x_m" in end) return `${words.point} (${end.x_m.toFixed(1)}, ${end.y_m.toFixed(1)}, ${levelName(editor, end.level)})`;
  const feature = editor.sync.draft.value.features.get(end.place);
  return feature ? nameOf(feature) : end.place;
}

export function levelName(editor: Editor, levelId: string): string {
  const level = editor.levels.value.find((each) => each.id === levelId);
  return level ? pickLabel(level.shortLabels, lang.value, String(level.ordinal)) : levelId;
}

function Steps({ editor, route }: { editor: Editor; route: TriedRoute }) {
  const words = tryingWords.value;
  return (
    <>
      <p role="status"><strong>{words.minutes(Math.max(1, Math.round(route.duration_s / 60)), Math.round(route.distance_m))}</strong> <span class="quiet">{words.floors(route.levels.map((each) => levelName(editor, each)).join(" → "))}</span></p>
      {route.broken_wishes.map((each) => <p key={each.text} class="tag warn">{each.text}</p>)}
      <h4 class="unseen">{words.steps}</h4>
      <ol class="lines try-steps">
        {route.steps.map((step, at) => (
          <li key={at}><button type="button" class="line" onClick={() => editor.show([], step.level_id, step.point)}>{at + 1}. {step.text}</button></li>
        ))}
      </ol>
    </>
  );
}

function Why({ editor, noWay }: { editor: Editor; noWay: NoWay }) {
  const words = tryingWords.value;
  return (
    <>
      <p role="status" class="trouble"><strong>{words.noWay}</strong> {noWay.text}</p>
      {noWay.blocked_by.length > 0 && <h4>{words.blockedBy}</h4>}
      <ul class="lines">
        {noWay.blocked_by.map((id) => {
          const feature = editor.sync.draft.value.features.get(id);
          return <li key={id}><button type="button" class="line" onClick={() => editor.show([id])}>{feature ? nameOf(feature) : id}</button></li>;
        })}
      </ul>
      {noWay.findings.length > 0 && <h4>{words.inTheWay}</h4>}
      {!noWay.findings.length && !noWay.blocked_by.length && <p class="quiet">{words.nothingInTheWay}</p>}
      <ul class="lines">{noWay.findings.map((each) => <li key={`${each.code} ${each.message}`}><FindingLine editor={editor} finding={each} /></li>)}</ul>
    </>
  );
}
