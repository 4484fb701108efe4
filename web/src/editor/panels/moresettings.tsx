/** What the tools for connectors, paths and bays are set to. */

import { lang } from "../../settings";
import { pickLabel } from "../../ui/labels";
import type { Editor } from "../editor";
import { CONNECTORS, type ConnectorKind } from "../model/actions/connect";
import type { BaySize } from "../model/actions/strokes";
import { NumberInput } from "./fieldinput";
import { moreWords } from "./morewords";

export function MoreSettings({ editor }: { editor: Editor }) {
  const { settings } = editor;
  const words = moreWords.value;
  const bay = (size: Partial<BaySize>): void => void (settings.bay.value = { ...settings.bay.value, ...size });
  switch (editor.tool.value) {
    case "connector":
      return <ConnectorSettings editor={editor} />;
    case "path":
      return <NumberInput label={words.pathWidth} value={settings.pathWidth_m.value} save={(width) => width && width > 0 && (settings.pathWidth_m.value = width)} />;
    case "bays":
      return (
        <div class="fields">
          <NumberInput label={words.bayWidth} value={settings.bay.value.width_m} save={(width_m) => width_m && width_m > 0 && bay({ width_m })} />
          <NumberInput label={words.bayDepth} value={settings.bay.value.depth_m} save={(depth_m) => depth_m && depth_m > 0 && bay({ depth_m })} />
        </div>
      );
    default:
      return null;
  }
}

function ConnectorSettings({ editor }: { editor: Editor }) {
  const { connector, passed } = editor.settings;
  const words = moreWords.value;
  return (
    <>
      <label class="field">
        <span>{words.connector}</span>
        <select value={connector.value} onChange={(event) => (connector.value = event.currentTarget.value as ConnectorKind)}>
          {CONNECTORS.map((each) => <option key={each} value={each}>{words.connectors[each]}</option>)}
        </select>
      </label>
      <fieldset class="switches">
        <legend>{words.onLevels}</legend>
        {editor.levels.value.map(({ id, ordinal, labels, shortLabels }) => (
          <label key={id} class="check">
            <input type="checkbox" checked={!passed.value.includes(id)} onChange={(event) => {
              const others = passed.value.filter((each) => each !== id);
              passed.value = event.currentTarget.checked ? others : [...others, id];
            }} />
            {pickLabel(labels, lang.value) || pickLabel(shortLabels, lang.value, String(ordinal))}
          </label>
        ))}
      </fieldset>
    </>
  );
}
