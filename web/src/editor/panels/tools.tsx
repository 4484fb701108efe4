/** The tools at the left, what each can be set to, and what can be done to the selection. */

import { useSignal, type Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Editor, ToolName } from "../editor";
import { newId } from "../ids";
import { TOOL_KEYS } from "../keys";
import { drawDoors } from "../model/actions/connect";
import { drawPoint, drawRoom, POINT_KINDS, rectangle } from "../model/actions/draw";
import { isDoable } from "../model/edits";
import { CATEGORIES } from "../model/fields";
import { levelBelow, type Spot } from "../model/draft";
import { SNAPS } from "../model/snap";
import { editorWords } from "../words";
import { actionsOf, run } from "./actions";
import { Lazy } from "./lazy";
import { NumberInput } from "./fieldinput";

const SHOWN: readonly ToolName[] = ["select", "rectangle", "polygon", "door", "connector", "point", "obstacle", "path", "bays", "split", "measure"];

export function Tools({ editor }: { editor: Editor }) {
  const words = editorWords.value;
  return (
    <div class="editor-tools">
      <div class="tool-list" role="group" aria-label={words.toolsLabel}>
        {SHOWN.map((name) => (
          <button key={name} type="button" class="tool" aria-pressed={editor.tool.value === name} aria-keyshortcuts={TOOL_KEYS[name]} onClick={() => editor.use(name)}>
            <span>{words.tools[name]}</span><kbd aria-hidden="true">{TOOL_KEYS[name]}</kbd>
          </button>
        ))}
      </div>
      <ToolSettings editor={editor} />
      <div class="tool-list" role="group" aria-label={words.actionsLabel}>
        {actionsOf(editor).map((action) => {
          const outcome = action.outcome();
          const why = isDoable(outcome) ? "" : words.why[outcome.why];
          return (
            <button key={action.act} type="button" class="tool" aria-disabled={why !== ""} title={why || undefined} onClick={() => run(editor, action)}>
              <span>{words.acts[action.act]}</span><kbd aria-hidden="true">{action.key}</kbd>
            </button>
          );
        })}
      </div>
      <Folded title={words.arrange}>{() => <Lazy load={() => import("./arrange")} show={({ Arrange }) => <Arrange editor={editor} />} />}</Folded>
      <Folded title={words.thisFloor}>{() => <Lazy load={() => import("./floor")} show={({ FloorActions }) => <FloorActions editor={editor} />} />}</Folded>
      <Switches editor={editor} />
    </div>
  );
}

function ToolSettings({ editor }: { editor: Editor }) {
  const words = editorWords.value;
  switch (editor.tool.value) {
    case "rectangle":
    case "polygon":
      return (
        <>
          <label class="field">
            {words.newCategory}
            <select value={editor.category.value} onChange={(event) => (editor.category.value = event.currentTarget.value)}>
              {CATEGORIES.map((each) => <option key={each} value={each}>{words.categories[each]}</option>)}
            </select>
          </label>
          {editor.tool.value === "rectangle" && <ByNumbers editor={editor} />}
        </>
      );
    case "door":
      return (
        <>
          <NumberInput label={words.doorWidth} value={editor.doorWidth_m.value} save={(width) => width && (editor.doorWidth_m.value = width)} />
          <At place={(at) => editor.act("drawDoor", drawDoors(editor.sync.draft.value, editor.levelId.value, at, editor.doorWidth_m.value, NEAR_M, newId))} />
        </>
      );
    case "point":
      return (
        <>
          <fieldset class="field">
            <legend>{words.pointKind}</legend>
            {POINT_KINDS.map((each) => (
              <label key={each} class="check">
                <input type="radio" name="point-kind" checked={editor.pointKind.value === each} onChange={() => (editor.pointKind.value = each)} />
                {words.points[each]}
              </label>
            ))}
          </fieldset>
          <At place={(at) => editor.act("drawPoint", drawPoint(editor.sync.draft.value, editor.levelId.value, editor.pointKind.value, at, newId()))} />
        </>
      );
    case "connector":
    case "path":
    case "bays":
      return <Lazy load={() => import("./moresettings")} show={({ MoreSettings }) => <MoreSettings editor={editor} />} />;
    default:
      return null;
  }
}

/** Actions that take numbers; open while they are used. */
function Folded({ title, children }: { title: string; children: () => ComponentChildren }) {
  const isOpen = useSignal(false);
  return (
    <details class="switches" onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
      <summary>{title}</summary>
      {isOpen.value && <div class="fields">{children()}</div>}
    </details>
  );
}

/** A typed place is on the wall that is this near [m]. */
const NEAR_M = 0.5;

/** A door or a point where numbers say: without a pointer. */
function At({ place }: { place: (at: Spot) => void }) {
  const words = editorWords.value;
  const [x, y] = [useSignal<number | null>(0), useSignal<number | null>(0)];
  return (
    <fieldset class="place field">
      <legend>{words.byNumbers}</legend>
      <NumberInput label={words.west} value={x.value} save={(to) => (x.value = to)} />
      <NumberInput label={words.south} value={y.value} save={(to) => (y.value = to)} />
      <button type="button" class="button" onClick={() => place([x.value ?? 0, y.value ?? 0])}>{words.placeAt}</button>
    </fieldset>
  );
}

/** A room by its place and size: exact, and without a pointer. */
function ByNumbers({ editor }: { editor: Editor }) {
  const words = editorWords.value;
  const [x, y, width, height] = [useSignal<number | null>(0), useSignal<number | null>(0), useSignal<number | null>(4), useSignal<number | null>(3)];
  const draw = (): void => {
    const [west, south] = [x.value ?? 0, y.value ?? 0];
    const corners = rectangle([west, south], [west + (width.value ?? 0), south + (height.value ?? 0)]);
    editor.act("drawRoom", drawRoom(corners, editor.levelId.value, editor.category.value, newId()));
  };
  const number = (label: string, held: Signal<number | null>) => <NumberInput label={label} value={held.value} save={(to) => (held.value = to)} />;
  return (
    <fieldset class="place field">
      <legend>{words.byNumbers}</legend>
      {number(words.west, x)}
      {number(words.south, y)}
      {number(words.width, width)}
      {number(words.height, height)}
      <button type="button" class="button" onClick={draw}>{words.acts.drawRoom}</button>
    </fieldset>
  );
}

function Switches({ editor }: { editor: Editor }) {
  const words = editorWords.value;
  const below = levelBelow(editor.sync.draft.value, editor.levelId.value);
  return (
    <fieldset class="switches">
      <legend>{words.snapping}</legend>
      {SNAPS.map((each) => (
        <label key={each} class="check">
          <input type="checkbox" checked={editor.switches.value[each]} onChange={(event) => (editor.switches.value = { ...editor.switches.value, [each]: event.currentTarget.checked })} />
          {words.snaps[each]}
        </label>
      ))}
      <label class="check" title={below ? undefined : words.ghostNone}>
        <input type="checkbox" checked={editor.isGhost.value} disabled={!below} onChange={(event) => (editor.isGhost.value = event.currentTarget.checked)} />
        {words.ghost}
      </label>
    </fieldset>
  );
}
