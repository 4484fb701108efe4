/** Who has a role at the venue, and who is invited. */

import { useEffect, useState } from "preact/hooks";
import { announce } from "../ui/announce";
import { lang } from "../settings";
import { ask } from "../staff/client";
import { Failure, sayFailure } from "../staff/failure";
import { me, ROLES, type Role } from "../staff/me";
import { words } from "./words";

interface Member {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: Role;
}

interface Invitation {
  readonly id: string;
  readonly role: Role;
  readonly by: string;
  readonly ends_at: string;
}

interface People {
  readonly people: readonly Member[];
  readonly invitations: readonly Invitation[];
}

export function Members({ venue, onChange }: { venue: string; onChange: () => void }) {
  const say = words.value;
  const path = `/v1/venues/${encodeURIComponent(venue)}`;
  const [there, setThere] = useState<People | null>(null);
  const [failure, setFailure] = useState("");
  const [link, setLink] = useState("");

  async function load(): Promise<void> {
    setThere((await ask<People>(`${path}/people`)).data);
  }

  async function tried(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      setFailure("");
      await load();
      onChange();
    } catch (error) {
      setFailure(sayFailure(error));
    }
  }

  useEffect(() => void load().catch((error: unknown) => setFailure(sayFailure(error))), []);

  const setRole = (member: Member, role: Role) =>
    tried(async () => {
      await ask(`${path}/people/${member.id}`, { method: "PUT", body: { role } });
      announce(say.saved(member.name, say.roles[role]));
    });
  const remove = (member: Member) =>
    tried(async () => {
      await ask(`${path}/people/${member.id}`, { method: "DELETE" });
      announce(say.removed(member.name));
    });
  const invite = (role: Role) =>
    tried(async () => {
      const made = await ask<{ path: string }>(`${path}/invitations`, { method: "POST", body: { role } });
      setLink(location.origin + made.data.path);
    });
  const takeBack = (invitation: Invitation) =>
    tried(async () => {
      await ask(`${path}/invitations/${invitation.id}`, { method: "DELETE" });
      announce(say.takenBack);
    });

  return (
    <>
      <section class="card">
        <h1>{say.title}</h1>
        <Failure of={failure} />
        {there && !there.people.length && <p class="quiet">{say.nobody}</p>}
        {!!there?.people.length && (
          <table class="plain">
            <thead>
              <tr><th>{say.person}</th><th>{say.role}</th><th><span class="unseen">{say.removeShort}</span></th></tr>
            </thead>
            <tbody>
              {there.people.map((member) => (
                <Row key={member.id} member={member} onRole={(role) => void setRole(member, role)} onRemove={() => void remove(member)} />
              ))}
            </tbody>
          </table>
        )}
        <dl class="roles">
          {ROLES.map((role) => (
            <div key={role}><dt class="tag">{say.roles[role]}</dt><dd class="quiet">{say.mayDo[role]}</dd></div>
          ))}
        </dl>
      </section>
      <section class="card">
        <h2>{say.inviteTitle}</h2>
        <p class="quiet">{say.inviteHint}</p>
        <form
          class="invite"
          onSubmit={(event) => {
            event.preventDefault();
            void invite(new FormData(event.currentTarget).get("role") as Role);
          }}
        >
          <label class="field">
            {say.role}
            <select name="role">{ROLES.map((role) => <option key={role} value={role}>{say.roles[role]}</option>)}</select>
          </label>
          <button class="button primary">{say.invite}</button>
        </form>
        {link !== "" && <Link link={link} />}
        {!!there?.invitations.length && <h3>{say.open}</h3>}
        <ul class="invitations">
          {there?.invitations.map((each) => (
            <li key={each.id}>
              <span class="tag">{say.roles[each.role]}</span>
              <span>{say.until(new Date(each.ends_at).toLocaleString(lang.value))} · {say.by(each.by)}</span>
              <button type="button" class="button" onClick={() => void takeBack(each)}>{say.takeBack}</button>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Row({ member, onRole, onRemove }: { member: Member; onRole: (role: Role) => void; onRemove: () => void }) {
  const say = words.value;
  const mine = member.id === me.value?.id;
  return (
    <tr>
      <td>
        <strong>{member.name}</strong> {mine && <span class="tag">{say.you}</span>}
        <div class="quiet">{member.login}</div>
      </td>
      <td>
        <select
          class="choice"
          aria-label={say.roleOf(member.name)}
          value={member.role}
          disabled={mine}
          onChange={(event) => onRole(event.currentTarget.value as Role)}
        >
          {ROLES.map((role) => <option key={role} value={role}>{say.roles[role]}</option>)}
        </select>
      </td>
      <td>
        {!mine && (
          <button type="button" class="button danger" aria-label={say.remove(member.name)} onClick={onRemove}>
            {say.removeShort}
          </button>
        )}
      </td>
    </tr>
  );
}

function Link({ link }: { link: string }) {
  const say = words.value;
  return (
    <div class="invite">
      <label class="field">
        {say.linkTitle}
        <input readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
      </label>
      <button
        type="button"
        class="button"
        onClick={() => void navigator.clipboard.writeText(link).then(() => announce(say.copied))}
      >
        {say.copy}
      </button>
    </div>
  );
}
