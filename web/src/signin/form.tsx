/** The form to sign in, and to take up an invitation (`#invitation=` of the address). */

import { useState } from "preact/hooks";
import { ask } from "../staff/client";
import { Failure, sayFailure } from "../staff/failure";
import { welcome, type Me } from "../staff/me";
import { lang, setLang } from "../settings";
import { shellWords } from "../staff/words";
import { nextPage } from "./next";
import { words } from "./words";

export function SignIn({ invitation }: { invitation: string | null }) {
  const [failure, setFailure] = useState("");
  const [busy, setBusy] = useState(false);
  const joining = invitation !== null;
  const say = words.value;
  document.title = `${joining ? say.joinTitle : say.title} · Beeline`;

  async function enter(form: HTMLFormElement): Promise<void> {
    const given = Object.fromEntries(new FormData(form));
    setBusy(true);
    try {
      const path = joining ? "/v1/staff/join" : "/v1/staff/sign-in";
      const body = joining ? { ...given, token: invitation } : given;
      welcome((await ask<{ person: Me }>(path, { method: "POST", body })).data.person);
      location.assign(nextPage(location.search));
    } catch (error) {
      setFailure(sayFailure(error, words.value.failures));
      setBusy(false);
      form.querySelector<HTMLInputElement>("[type=password]")?.select();
    }
  }

  return (
    <main class="sign-in">
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          void enter(event.currentTarget);
        }}
      >
        <p class="staff-mark">Beeline</p>
        <h1>{joining ? say.joinTitle : say.title}</h1>
        {joining && <p>{say.joinIntro}</p>}
        <label class="field">
          {say.login}
          <input name="login" required maxLength={80} autocomplete="username" autocapitalize="none" spellcheck={false} autofocus />
          {joining && <span class="quiet">{say.loginHint}</span>}
        </label>
        {joining && (
          <label class="field">
            {say.name}
            <input name="name" maxLength={100} autocomplete="name" />
            <span class="quiet">{say.nameHint}</span>
          </label>
        )}
        <label class="field">
          {say.password}
          <input
            name="password"
            type="password"
            required
            minLength={joining ? 10 : 1}
            maxLength={200}
            autocomplete={joining ? "new-password" : "current-password"}
            aria-invalid={failure !== ""}
          />
          {joining && <span class="quiet">{say.newPasswordHint}</span>}
        </label>
        <Failure of={failure} />
        <button class="button primary" disabled={busy}>{joining ? say.join : say.signIn}</button>
        <p class="quiet">{joining ? say.forPatients : `${say.forgotten} ${say.forPatients}`}</p>
        <p class="sign-in-ways">
          <a class="quiet-button" href="/">{say.toMap}</a>
          <button type="button" class="quiet-button" onClick={() => setLang(lang.value === "en" ? "zh-Hans" : "en")}>
            {shellWords.value.switchTo}
          </button>
        </p>
      </form>
    </main>
  );
}
