/** On which levels stairs or a lift stop. */

import { lang } from "../../settings";
import { pickLabel } from "../../ui/labels";
import type { Editor } from "../editor";
import { newId } from "../ids";
import { setStop } from "../model/actions/connect";
import { stopsOf, type Feature } from "../model/draft";
import { moreWords } from "./morewords";

export function Stops({ editor, portal }: { editor: Editor; portal: Feature }) {
  const served = stopsOf(portal).map((each) => each.level_id);
  const set = (levelId: string, isServed: boolean): void =>
    void editor.act("setStop", setStop(editor.sync.draft.value, portal, levelId, isServed, newId));
  return (
    <fieldset class="switches">
      <legend>{moreWords.value.stops}</legend>
      {editor.levels.value.map((each) => (
        <label key={each.id} class="check">
          <input type="checkbox" checked={served.includes(each.id)} onChange={(event) => {
            set(each.id, event.currentTarget.checked);
            // What could not be done is not shown as done.
            event.currentTarget.checked = served.includes(each.id);
          }} />
          {pickLabel(each.labels, lang.value) || pickLabel(each.shortLabels, lang.value, String(each.ordinal))}
        </label>
      ))}
    </fieldset>
  );
}
