/** Requests of somebody of the staff: who they are goes along, a draft's version too, and failures are `ApiError`s. */

import { ApiError, send } from "../api";
import { lang } from "../settings";
import { csrf, me } from "./me";

export interface Asked {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly body?: unknown;
  /** The version of the draft that a write changes. */
  readonly version?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface Answer<T> {
  readonly data: T;
  /** The version of the draft, where the answer names one. */
  readonly version: number | null;
}

/** Send a request as whoever is signed in; somebody who is not is taken to the page to sign in, and back. */
export async function ask<T>(path: string, asked: Asked = {}): Promise<Answer<T>> {
  const response = await sent(path, asked);
  const version = /^(?:W\/)?"(\d+)"$/.exec(response.headers.get("ETag") ?? "")?.[1];
  const data = response.status === 204 ? undefined : await response.json();
  return { data: data as T, version: version === undefined ? null : Number(version) };
}

/** Fetch a file. */
export async function fetchFile(path: string, asked: Asked = {}): Promise<Blob> {
  return await (await sent(path, asked)).blob();
}

async function sent(path: string, asked: Asked): Promise<Response> {
  const method = asked.method ?? "GET";
  const headers: Record<string, string> = { ...asked.headers };
  if (method !== "GET" && csrf.value) headers["X-CSRF-Token"] = csrf.value;
  if (asked.version !== undefined) headers["If-Match"] = `"${asked.version}"`;
  try {
    return await send(path, {
      headers,
      lang: lang.value,
      ...(method === "GET" ? {} : { method }),
      ...(asked.body === undefined ? {} : { body: asked.body }),
      ...(asked.signal ? { signal: asked.signal } : {}),
    });
  } catch (error) {
    if (error instanceof ApiError && error.status === 401 && me.value) signInAgain();
    throw error;
  }
}

/** Go to the page to sign in, and come back here after. */
export function signInAgain(): void {
  location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search + location.hash)}`);
}
