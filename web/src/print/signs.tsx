/** The "you are here" signs, a sheet each. */

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { id } from "../api";
import { floors, loadFloor, storeyName, storeys, venue } from "../building";
import { Sheets } from "./sheets";
import { printWords } from "./words";

export function Signs() {
  const say = printWords.value;
  const [address, ordinal] = [useSignal(location.origin), useSignal<number | null>(null)];
  useEffect(() => storeys.peek().forEach((each) => void loadFloor(each.ordinal).catch(() => undefined)), []);
  const chosen = storeys.value.filter((each) => ordinal.value === null || each.ordinal === ordinal.value);
  const signs = chosen.flatMap((each) => floors.value.get(each.ordinal)?.qrSigns ?? []);
  const sheet = (code: string): string =>
    `/v1/venues/${id(venue.value!.id)}/signs/${id(code)}?address=${encodeURIComponent(address.value)}`;
  return (
    <>
      <form class="card screen-only" onSubmit={(event) => event.preventDefault()}>
        <p class="quiet">{signs.length ? say.signsHint : say.noSigns}</p>
        <div class="fields">
          <label class="field">{say.floors}
            <select onChange={(event) => (ordinal.value = event.currentTarget.value === "" ? null : Number(event.currentTarget.value))}>
              <option value="">{say.allFloors}</option>
              {storeys.value.map((each) => <option key={each.ordinal} value={each.ordinal}>{storeyName(each.ordinal)}</option>)}
            </select>
          </label>
          <label class="field">{say.address}
            <input type="url" required maxLength={200} value={address.value} onChange={(event) => event.currentTarget.checkValidity() && (address.value = event.currentTarget.value)} />
            <span class="quiet">{say.addressHint}</span>
          </label>
        </div>
      </form>
      <Sheets count={signs.length}>
        {signs.map(({ code }) => <img key={code} class="sheet" loading="lazy" width="794" height="1123" src={sheet(code)} alt={say.sheetOf(code)} />)}
      </Sheets>
    </>
  );
}
