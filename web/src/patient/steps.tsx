/** The way in words: complete without the map, and each step can be shown on it. */

import { useEffect, useRef } from "preact/hooks";
import type { Route, Step } from "../api";
import { levelName } from "../building";
import { Icon, stepIcon } from "../ui/icons";
import { t } from "../ui/i18n";
import { lookAt } from "./look";

interface StepListProps {
  route: Route;
  /** The language of the sentences, when it is not the page's. */
  language: string;
  /** The step being walked; -1 before the start. */
  now: number;
}

export function StepList({ route, language, now }: StepListProps) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const current = list.current?.children[now];
    const panel = current?.closest<HTMLElement>(".panel");
    // Only when the person is not reading elsewhere in the list with the keyboard.
    if (current && panel && !list.current!.contains(document.activeElement)) bringIntoPanel(current as HTMLElement, panel);
  }, [now]);
  return (
    <section aria-labelledby="steps-title">
      {route.broken_wishes.length > 0 && (
        <ul class="notice warn" aria-label={t.value.mind} lang={language}>
          {route.broken_wishes.map(({ wish, text }) => <li key={wish}>{text}</li>)}
        </ul>
      )}
      <h2 id="steps-title" class="small-heading">{t.value.steps}</h2>
      <ol class="steps" ref={list}>
        {route.steps.map((step, index) => (
          <li key={index} class={index === now ? "step now" : index < now ? "step past" : "step"} aria-current={index === now ? "step" : undefined}>
            <StepButton step={step} language={language} previous={route.steps[index - 1]} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function StepButton({ step, language, previous }: { step: Step; language: string; previous: Step | undefined }) {
  const changes = step.to_level_id && step.to_level_id !== step.level_id;
  const floor = changes ? `${levelName(step.level_id)} → ${levelName(step.to_level_id!)}`
    : previous?.level_id === step.level_id ? "" : levelName(step.level_id);
  return (
    <button class="step-button" onClick={() => lookAt(step.level_id, step.point)}>
      <span class="step-icon"><Icon name={stepIcon(step.kind)} /></span>
      <span class="row-text">
        <strong lang={language}>{step.text}</strong>
        {floor && <span class="quiet">{floor}</span>}
      </span>
    </button>
  );
}

/** Scroll only the panel: `scrollIntoView` would move the page under a person who is using the map. */
function bringIntoPanel(item: HTMLElement, panel: HTMLElement): void {
  const [inner, outer] = [item.getBoundingClientRect(), panel.getBoundingClientRect()];
  if (inner.top >= outer.top && inner.bottom <= outer.bottom - 80) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  panel.scrollTo({ top: panel.scrollTop + inner.top - outer.top - outer.height / 4, behavior: calm ? "auto" : "smooth" });
}
