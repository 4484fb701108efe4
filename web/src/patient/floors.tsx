/** The floors, top floor on top; dots say where the route goes and where the person is. */

import { useEffect, useRef } from "preact/hooks";
import { floorFailed, ordinalOf, pendingOrdinal, shownOrdinal, storeyName, storeys } from "../building";
import { dotOrdinal } from "../session";
import { t } from "../ui/i18n";
import { shownRoute } from "./shown";

export function FloorSwitcher({ onChoose }: { onChoose: (ordinal: number) => void }) {
  const list = useRef<HTMLUListElement>(null);
  const shown = shownOrdinal.value;
  useEffect(() => {
    const box = list.current;
    if (!box) return undefined;
    // A high building scrolls in its list; the shown floor stays in sight, also when the map changes its size.
    const bring = (): void => {
      const button = box.querySelector<HTMLElement>("[aria-current]");
      if (button) box.scrollTop = button.offsetTop - box.clientHeight / 2 + button.clientHeight / 2;
    };
    const watch = new ResizeObserver(bring);
    watch.observe(box);
    bring();
    return () => watch.disconnect();
  }, [shown, storeys.value]);
  if (storeys.value.length < 2) return null;
  const onRoute = new Set(shownRoute.value?.levels.map(ordinalOf) ?? []);
  return (
    <>
      <nav class="floors" aria-label={t.value.floors}>
        <ul ref={list}>
          {storeys.value.map(({ ordinal }) => (
            <li key={ordinal}>
              <FloorButton ordinal={ordinal} route={onRoute.has(ordinal)} person={dotOrdinal.value === ordinal} choose={onChoose} />
            </li>
          ))}
        </ul>
      </nav>
      {floorFailed.value !== null && (
        <p class="floor-failed" role="alert">
          {t.value.floorFailed}
          <button class="link" onClick={() => onChoose(floorFailed.peek()!)}>{t.value.retry}</button>
        </p>
      )}
    </>
  );
}

interface FloorButtonProps {
  ordinal: number;
  route: boolean;
  person: boolean;
  choose: (ordinal: number) => void;
}

function FloorButton({ ordinal, route, person, choose }: FloorButtonProps) {
  const pending = pendingOrdinal.value === ordinal;
  return (
    <button
      class={pending ? "floor pending" : "floor"}
      aria-current={shownOrdinal.value === ordinal ? "true" : undefined}
      title={storeyName(ordinal)}
      onClick={() => choose(ordinal)}
    >
      {storeyName(ordinal, true)}
      <span class="unseen">{`, ${t.value.floorButton(storeyName(ordinal), route, person)}`}</span>
      <span class="floor-dots">
        {person ? <i class="person-dot" /> : route && <i class="route-dot" />}
      </span>
    </button>
  );
}
