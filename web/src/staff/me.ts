/** Who is signed in on this browser. */

import { signal } from "@preact/signals";
import { get } from "../api";

/** Each may do what those before it may. */
export const ROLES = ["viewer", "editor", "publisher", "admin"] as const;
export type Role = (typeof ROLES)[number];

export interface Me {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly csrf: string;
  readonly admin: boolean;
  readonly roles: Readonly<Record<string, Role>>;
}

export const me = signal<Me | null>(null);
export const csrf = signal("");

/** Ask the server who is signed in. */
export async function meet(): Promise<void> {
  welcome((await get<{ person: Me | null }>("/v1/staff/me")).person);
}

/** Take over who is signed in, or that nobody is. */
export function welcome(person: Me | null): void {
  me.value = person;
  csrf.value = person?.csrf ?? "";
}

/** Whether whoever is signed in has a role, or a higher one, at a venue. */
export function may(role: Role, venue: string): boolean {
  const mine = me.value?.roles[venue];
  return me.value?.admin === true || (mine !== undefined && ROLES.indexOf(mine) >= ROLES.indexOf(role));
}
