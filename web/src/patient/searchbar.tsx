/** The search field on top, and the language beside it. */

import { useRef } from "preact/hooks";
import { later } from "../session";
import { lang, setLang } from "../settings";
import { closeSearch, destination, forgetDestination, openSearch, query, searchingFor, stops } from "../trip";
import { announce } from "../ui/announce";
import { Icon } from "../ui/icons";
import { errorText, getWords, t } from "../ui/i18n";
import { pickLabel } from "../ui/labels";

export function LanguageButton() {
  const other = lang.value === "en" ? "zh-Hans" : "en";
  const change = async (): Promise<void> => {
    try {
      await getWords(other);
      setLang(other);
      await later.value?.speakLanguage(other);
    } catch (error) {
      announce(errorText(t.value, error));
    }
  };
  return (
    <button class="language" lang={other} onClick={() => void change()}>
      {t.value.switchTo}
      <span class="unseen">{`: ${t.value.switchToName}`}</span>
    </button>
  );
}

export function SearchBar() {
  const field = useRef<HTMLInputElement>(null);
  const asked = searchingFor.value;
  const chosen = destination.value;
  const hint = asked === "from" ? t.value.whereFrom : t.value.whereTo;
  const shown = asked ? query.value : chosen ? pickLabel(chosen.labels, lang.value, chosen.label) : "";
  const wanted = stops.value ? "stop" : "to";
  const back = (): void => (asked ? closeSearch() : forgetDestination());
  return (
    <div class="search-row">
      <div class="search-field" role="search">
        {asked || chosen || stops.value ? (
          <button class="icon-button" aria-label={t.value.back} onClick={back}>
            <Icon name="back" />
          </button>
        ) : (
          <Icon name="search" />
        )}
        <input
          ref={field}
          type="search"
          enterkeyhint="search"
          autocomplete="off"
          spellcheck={false}
          aria-label={hint}
          placeholder={hint}
          value={shown}
          onFocus={() => asked ?? openSearch(wanted)}
          onInput={(event) => {
            if (!asked) openSearch(wanted);
            query.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape") leave(field.current);
            if (event.key === "ArrowDown") focusFirstResult(event);
          }}
        />
        {asked && query.value !== "" && (
          <button
            class="icon-button"
            aria-label={t.value.clearSearch}
            onClick={() => {
              query.value = "";
              field.current?.focus();
            }}
          >
            <Icon name="close" />
          </button>
        )}
      </div>
      <LanguageButton />
    </div>
  );
}

function leave(field: HTMLInputElement | null): void {
  closeSearch();
  field?.blur();
}

function focusFirstResult(event: KeyboardEvent): void {
  event.preventDefault();
  document.querySelector<HTMLElement>(".results button")?.focus();
}
