/** Where the car is: its bay by number or by a tap on the map, remembered on this phone, and the way back to it. */

import { computed, useSignal } from "@preact/signals";
import { api, type Hit } from "../api";
import { floors, levelName, venue } from "../building";
import { car, goToCar, rememberCar } from "../recent";
import { lang } from "../settings";
import { announce } from "../ui/announce";
import { Icon } from "../ui/icons";
import { errorText, t } from "../ui/i18n";
import { lt } from "../ui/later/words";

const hasBays = computed(() => [...floors.value.values()].some(({ bays }) => bays.length > 0));

export function CarCard() {
  const asking = useSignal(false);
  const known = car.value;
  if (known) {
    return (
      <div class="car-card">
        <Icon name="pin" />
        <p class="row-text"><strong>{lt.value.carAt(known.label)}</strong><span class="quiet">{levelName(known.level_id)}</span></p>
        <button class="button" onClick={goToCar}>{lt.value.carGo}</button>
        <button class="icon-button" aria-label={lt.value.carForget} onClick={() => rememberCar(null)}><Icon name="close" /></button>
      </div>
    );
  }
  if (!hasBays.value) return null;
  return (
    <section class="car-ask">
      <button class="link" aria-expanded={asking.value} onClick={() => (asking.value = !asking.value)}>{lt.value.carAsk}</button>
      {asking.value && <BayForm />}
    </section>
  );
}

function BayForm() {
  const typed = useSignal("");
  const trouble = useSignal("");
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const number = typed.value.trim();
    if (!number) return;
    try {
      const bay = await findBay(number);
      if (bay) remember(bay);
      else trouble.value = lt.value.carUnknown(number);
    } catch (error) {
      trouble.value = errorText(t.value, error);
    }
  };
  return (
    <form class="code-form" onSubmit={(event) => void submit(event)}>
      <label for="bay-number">{lt.value.carLabel}</label>
      <div class="code-row">
        <input
          id="bay-number"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          aria-describedby="bay-trouble"
          aria-invalid={trouble.value !== ""}
          onInput={(event) => [typed.value, trouble.value] = [event.currentTarget.value, ""]}
        />
        <button class="button primary">{lt.value.codeGo}</button>
      </div>
      <p id="bay-trouble" class="trouble" role="alert">{trouble.value}</p>
    </form>
  );
}

async function findBay(number: string): Promise<Hit | null> {
  const hits = await api.search(venue.peek()!.id, number, lang.peek(), null, new AbortController().signal);
  const isNamed = (label: string): boolean => label.toUpperCase() === number.toUpperCase();
  return hits.find((hit) => hit.kind === "parking_bay" && [hit.label, ...Object.values(hit.labels)].some(isNamed)) ?? null;
}

function remember(bay: Hit): void {
  rememberCar(bay);
  announce(lt.peek().carRemembered(bay.label));
}

/** On the panel of a bay that was chosen: say that the car is there. */
export function RememberCar({ place }: { place: Hit }) {
  if (place.kind !== "parking_bay") return null;
  if (car.value?.id === place.id) return <p class="notice"><Icon name="check" />{lt.value.carRemembered(place.label)}</p>;
  return (
    <button class="button wide" onClick={() => remember(place)}><Icon name="pin" />{lt.value.carHere}</button>
  );
}
