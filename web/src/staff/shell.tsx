/** What every page of staff has around it: where one is, about which venue, and who is signed in. */

import type { ComponentChildren } from "preact";
import { post } from "../api";
import { lang, setLang } from "../settings";
import { Announcer } from "../ui/announce";
import { pickLabel } from "../ui/labels";
import { csrf, me } from "./me";
import { pageOf, venue, venues } from "./venue";
import { shellWords } from "./words";

export type Page = "editor" | "releases" | "facilities" | "print" | "people";
const PAGES: readonly Page[] = ["editor", "releases", "facilities", "print", "people"];

/** The frame of a page: `tools` stand at the end of its first line. */
export function Shell({ page, tools, children }: { page: Page; tools?: ComponentChildren; children: ComponentChildren }) {
  const words = shellWords.value;
  document.title = `${words.pages[page]} · Beeline`;
  return (
    <div class={`staff staff-${page}`}>
      <header class="staff-top">
        <a class="staff-mark" href="/">Beeline</a>
        <nav class="staff-pages" aria-label={words.pagesLabel}>
          {PAGES.map((each) => (
            <a key={each} href={pageOf(each)} aria-current={each === page ? "page" : undefined}>
              {words.pages[each]}
            </a>
          ))}
        </nav>
        <VenuePicker page={page} />
        <div class="staff-tools">{tools}</div>
        <button type="button" class="quiet-button" onClick={() => setLang(lang.value === "en" ? "zh-Hans" : "en")}>
          {words.switchTo}
        </button>
        <Person />
      </header>
      <main class="staff-main">{children}</main>
      <Announcer />
    </div>
  );
}

function VenuePicker({ page }: { page: Page }) {
  const here = venue.value;
  if (!here) return null;
  if (venues.value.length < 2) return <span class="staff-venue">{pickLabel(here.labels, lang.value, here.id)}</span>;
  return (
    <select
      class="staff-venue"
      aria-label={shellWords.value.venue}
      value={here.id}
      onChange={(event) => location.assign(pageOf(page, event.currentTarget.value))}
    >
      {venues.value.map((each) => (
        <option key={each.id} value={each.id}>{pickLabel(each.labels, lang.value, each.id)}</option>
      ))}
    </select>
  );
}

function Person() {
  const words = shellWords.value;
  if (!me.value) return <a class="quiet-button" href={`/sign-in?next=${encodeURIComponent(location.pathname)}`}>{words.signIn}</a>;
  return (
    <>
      <span class="staff-person">{me.value.name}</span>
      <button type="button" class="quiet-button" onClick={() => void signOut()}>{words.signOut}</button>
    </>
  );
}

async function signOut(): Promise<void> {
  await post("/v1/staff/sign-out", {}, { headers: { "X-CSRF-Token": csrf.value } });
  location.assign("/sign-in");
}
