/** The map with what stands on it: floors, zoom, what the tool wants, and why something was not done. */

import { useEffect, useRef } from "preact/hooks";
import { lang } from "../../settings";
import { Icon } from "../../ui/icons";
import { pickLabel } from "../../ui/labels";
import type { Editor } from "../editor";
import { newId } from "../ids";
import { onWorkKey } from "../keys";
import { addLevel } from "../model/actions/draw";
import { isDoable } from "../model/edits";
import { drawMap, type MapControls } from "../map/view";
import { editorWords } from "../words";
import { Tools } from "./tools";
import { Lazy } from "./lazy";

export function Work({ editor }: { editor: Editor }) {
  const words = editorWords.value;
  const place = useRef<HTMLDivElement>(null);
  const map = useRef<MapControls | null>(null);
  useEffect(() => {
    map.current = drawMap(place.current!, editor);
    return () => map.current?.close();
  }, [editor]);
  const why = editor.why.value;
  const hasTrouble = editor.sync.refusal.value !== null || editor.sync.conflicts.value.length > 0;
  const add = (): void => {
    const outcome = addLevel(editor.sync.draft.value, editor.levelId.value, newId());
    if (editor.act("addLevel", outcome) && isDoable(outcome)) editor.show([outcome.added!]);
  };
  return (
    <div class="editor-work" onKeyDown={(event) => map.current && onWorkKey(editor, map.current, event)}>
      <Tools editor={editor} />
      <div class="editor-mapside">
        <div ref={place} class="editor-map" tabIndex={0} role="application" aria-label={words.map} aria-describedby="map-help" onPointerDown={() => place.current?.focus({ preventScroll: true })} />
        <p id="map-help" class="unseen">{words.mapHelp}</p>
        <div class="editor-levels" role="group" aria-label={words.levels}>
          {editor.levels.value.map((each) => (
            <button key={each.id} type="button" class="map-button" aria-pressed={each.id === editor.levelId.value} title={pickLabel(each.labels, lang.value)} onClick={() => editor.showLevel(each.id)}>
              {pickLabel(each.shortLabels, lang.value, String(each.ordinal))}
            </button>
          ))}
          <button type="button" class="map-button" aria-label={words.acts.addLevel} title={words.acts.addLevel} onClick={() => add()}><Icon name="plus" /></button>
        </div>
        <div class="editor-zoom">
          <button type="button" class="map-button" aria-label={words.zoomIn} onClick={() => map.current?.zoom(1)}><Icon name="plus" /></button>
          <button type="button" class="map-button" aria-label={words.zoomOut} onClick={() => map.current?.zoom(-1)}><Icon name="minus" /></button>
          <button type="button" class="map-button" aria-label={words.fit} onClick={() => map.current?.fit()}><Icon name="map" /></button>
        </div>
        <Where editor={editor} />
        <p class={`editor-hint${why ? " is-why" : ""}`}>{why ? words.why[why] : words.hints[editor.tool.value]}</p>
        <div class="editor-notices">
          {!editor.mayEdit && <p class="notice" role="note">{words.onlyLookHelp}</p>}
          {hasTrouble && <Lazy load={() => import("./troubles")} show={({ Troubles }) => <Troubles editor={editor} />} />}
        </div>
      </div>
    </div>
  );
}

/** The place under the pointer, in metres; not said aloud, as it never stands still. */
function Where({ editor }: { editor: Editor }) {
  const at = editor.pointer.value;
  if (!at) return null;
  return <p class="editor-where" aria-hidden="true">{at[0].toFixed(2)}, {at[1].toFixed(2)} m</p>;
}
