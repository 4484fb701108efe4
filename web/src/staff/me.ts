/** Who is signed in on this browser. */

import { signal } from "@preact/signals";
import { ApiError, get } from "../api";

export type Role = "viewer" | "editor" | "publisher" | "admin";

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly csrf: string;
  readonly admin: boolean;
  readonly roles: Readonly<Record<string, Role>>;
}

export const me = signal<Me | null>(null);
export const csrf = signal("");

/** Ask the server who is signed in; nobody, where it says so. */
export async function meet(): Promise<void> {
  try {
    me.value = await get<Me>("/v1/staff/me");
    csrf.value = me.value.csrf;
  } catch (error) {
    if (!(error instanceof ApiError) || error.kind !== "refused") throw error;
    me.value = null;
    csrf.value = "";
  }
}

const RANK: Readonly<Record<Role, number>> = { viewer: 0, editor: 1, publisher: 2, admin: 3 };

/** Whether whoever is signed in has a role, or a higher one, at a venue. */
export function may(role: Role, venue: string): boolean {
  const mine = me.value?.roles[venue];
  return me.value?.admin === true || (mine !== undefined && RANK[mine] >= RANK[role]);
}
