/** What one can do with a way beside walking it: send it to somebody, print it, or take it along from a kiosk. */

import { useSignal } from "@preact/signals";
import type { Route } from "../api";
import { venue } from "../building";
import { kiosk } from "../settings";
import { destination, start } from "../trip";
import { announce } from "../ui/announce";
import { Icon } from "../ui/icons";
import { lt } from "../ui/later/words";
import { Paper, printRoute } from "./paper";
import { QrCode } from "./qrcode";

/** The address that opens this way: the place, and the sign that it begins at where there is one. */
export function shareAddress(): string {
  const address = new URL("/", location.href);
  address.searchParams.set("venue", venue.value?.id ?? "");
  address.searchParams.set("to", destination.value?.id ?? "");
  if (start.value?.sign) address.searchParams.set("at", start.value.sign);
  return address.href;
}

export function RouteTools({ route }: { route: Route }) {
  const copied = useSignal(false);
  const share = async (): Promise<void> => {
    const url = shareAddress();
    try {
      if ("share" in navigator) return await navigator.share({ url });
      await (navigator as Navigator).clipboard.writeText(url);
      copied.value = true;
      announce(lt.peek().shared);
    } catch {
      // They changed their mind, or the browser refuses: nothing was promised.
    }
  };
  return (
    <>
      {kiosk !== null && <QrCode text={shareAddress()} label={lt.value.takeScan} />}
      <div class="button-row route-tools">
        {kiosk === null && (
          <button class="button" onClick={() => void share()}>{copied.value ? <><Icon name="check" />{lt.value.shared}</> : lt.value.share}</button>
        )}
        <button class="button print-button" onClick={() => void printRoute(route)}>{lt.value.print}</button>
      </div>
      <Paper />
    </>
  );
}
