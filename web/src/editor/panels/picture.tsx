/** The picture under a floor: added, made more or less visible, scaled by a line of known length. */

import { useSignal } from "@preact/signals";
import { ApiError } from "../../api";
import type { Editor } from "../editor";
import type { Spot } from "../model/draft";
import { distance } from "../model/geometry";
import { readNumber } from "../model/fields";
import type { DraftApi, Underlay } from "../server";
import { editorWords } from "../words";

type Line = readonly [Spot, Spot];

/** The control points of a picture that is taken elsewhere. */
function placedBy({ width_px, height_px, transformation: [a, b, x, c, d, y] }: Underlay, to: (at: Spot) => Spot) {
  return ([[0, 0], [width_px, height_px]] as const).map(([px, py]) => {
    const [x_m, y_m] = to([a * px + b * py + x, c * px + d * py + y]);
    return { x: px, y: py, x_m, y_m };
  });
}

/** Scaled about the start of a line, so that the line gets a length. */
function scaledBy([from, to]: Line, length_m: number): (at: Spot) => Spot {
  const factor = length_m / distance(from, to);
  return (at) => [from[0] + (at[0] - from[0]) * factor, from[1] + (at[1] - from[1]) * factor];
}

/** Moved from the start of a line to its end. */
const movedBy = ([from, to]: Line) => (at: Spot): Spot => [at[0] + to[0] - from[0], at[1] + to[1] - from[1]];

export function PicturePanel({ editor, server }: { editor: Editor; server: DraftApi }) {
  const words = editorWords.value;
  const trouble = useSignal("");
  const length = useSignal("");
  const pictures = editor.underlays.value.filter((each) => each.level === editor.levelId.value);
  const line = editor.scaleLine.value;

  async function attempt(work: () => Promise<unknown>): Promise<void> {
    trouble.value = "";
    try {
      await work();
      editor.underlays.value = await server.underlays();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      trouble.value = error.kind === "refused" ? `${error.message} ${String(error.problem["remedy"] ?? "")}` : words.saved.offline;
    }
  }

  async function place(to: (at: Spot) => Spot): Promise<void> {
    const picture = pictures[0];
    if (!picture) return;
    await attempt(() => server.place(picture.id, placedBy(picture, to)));
    editor.use("select");
    length.value = "";
  }

  function scale(): void {
    const metres = readNumber(length.value);
    if (metres && metres > 0) void place(scaledBy(line as Line, metres));
    else trouble.value = words.notANumber;
  }

  return (
    <div class="fields">
      {!pictures.length && <p class="quiet">{words.pictureNone}</p>}
      {pictures.map((each) => (
        <div key={each.id} class="picture-line">
          <span>{each.name}</span>
          <button type="button" class="button danger" onClick={() => void attempt(() => server.removeUnderlay(each.id))}>{words.pictureRemove}</button>
        </div>
      ))}
      {pictures.length > 0 && (
        <>
          <label class="field">
            {words.opacity}
            <input type="range" min="0" max="1" step="0.05" value={editor.opacity.value} onInput={(event) => (editor.opacity.value = Number(event.currentTarget.value))} />
          </label>
          <p class="quiet">{words.scaleHelp}</p>
          <button type="button" class="button" aria-pressed={editor.tool.value === "scale"} onClick={() => editor.use("scale")}>{words.scaleStart}</button>
        </>
      )}
      {line.length === 2 && (
        <>
          <label class="field">
            {words.scaleLength}
            <input inputMode="decimal" value={length.value} onInput={(event) => (length.value = event.currentTarget.value)} />
          </label>
          <button type="button" class="button primary" onClick={scale}>{words.scaleUse}</button>
          <button type="button" class="button" onClick={() => void place(movedBy(line as Line))}>{words.moveUse}</button>
        </>
      )}
      <label class="button file">
        {words.pictureAdd}
        <input type="file" class="unseen" accept="image/png,image/jpeg,image/svg+xml,application/pdf" onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file) void attempt(() => server.addUnderlay(editor.levelId.value, file));
        }} />
      </label>
      {trouble.value && <p class="trouble" role="alert">{trouble.value}</p>}
    </div>
  );
}
