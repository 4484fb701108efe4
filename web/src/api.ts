/** The HTTP contract (v1) as types, and a client that turns every failure into an `ApiError`. */

export type Labels = Readonly<Record<string, string>>;

export interface VenueSummary {
  readonly id: string;
  readonly revision: number;
  readonly labels: Labels;
}

export interface LevelInfo {
  readonly id: string;
  readonly ordinal: number;
  readonly labels: Labels;
  readonly short_labels: Labels;
  readonly outdoor: boolean;
  readonly bbox_m: readonly [number, number, number, number];
}

export interface VenueInfo extends VenueSummary {
  readonly purpose: string;
  readonly attribution: string;
  readonly levels: readonly LevelInfo[];
  readonly profiles: readonly string[];
}

export type Spot = readonly [number, number];
export type Rings = readonly (readonly Spot[])[];

/** What is drawn of one level, in the venue's own metres. What is left out is usual: public, walkable, without a name. */
export interface LevelPlan {
  /** The outer walls. */
  readonly outline: Rings;
  readonly rooms: readonly {
    readonly id: string;
    readonly category: string;
    readonly at?: Spot;
    readonly rings: Rings;
    readonly function?: string;
    readonly access?: string;
    readonly walkable?: boolean;
    readonly labels?: Labels;
  }[];
  readonly fixtures: readonly { readonly category: string; readonly rings: Rings }[];
  readonly bays: readonly { readonly id: string; readonly rings: Rings; readonly accessible: boolean }[];
  readonly openings: readonly {
    readonly line: readonly Spot[];
    readonly door: boolean;
    readonly open_air?: boolean;
    readonly entrance?: boolean;
    readonly main?: boolean;
    readonly labels?: Labels;
  }[];
  readonly points: readonly {
    readonly type: string;
    readonly at: Spot;
    readonly id?: string;
    readonly kind?: string;
    readonly code?: string;
    readonly labels?: Labels;
  }[];
}

export interface Hit {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly labels: Labels;
  readonly level_id: string;
  readonly x_m: number;
  readonly y_m: number;
  readonly category?: string | null;
  readonly function?: string | null;
}

export type End = { readonly place: string } | { readonly x_m: number; readonly y_m: number; readonly level: string };

export interface Step {
  readonly index: number;
  readonly kind: string;
  readonly text: string;
  readonly level_id: string;
  readonly to_level_id?: string | null;
  readonly point: readonly [number, number];
  readonly along_m: number;
  readonly distance_m: number;
  readonly duration_s: number;
}

/** A wish that the way does not keep, in the server's words. */
export interface BrokenWish {
  readonly wish: string;
  readonly text: string;
}

export interface Leg {
  readonly kind: string;
  readonly from_level: string;
  readonly to_level: string;
  readonly points: readonly (readonly [number, number])[];
  readonly distance_m: number;
}

export interface Route {
  readonly distance_m: number;
  readonly duration_s: number;
  readonly profile: string;
  readonly levels: readonly string[];
  readonly destination_id: string | null;
  readonly broken_wishes: readonly BrokenWish[];
  readonly steps: readonly Step[];
  readonly legs: readonly Leg[];
}

export interface DemoSession {
  readonly session: string;
  readonly token: string;
  readonly venue: string;
  readonly labels: Labels;
  readonly lang: string;
}

/** A wait on arrival: half wait no longer than `p50_s`, nine in ten no longer than `p90_s`. */
export interface WaitInfo {
  readonly place: string;
  readonly labels: Labels;
  readonly p50_s: number;
  readonly p90_s: number;
  readonly waiting: number | null;
  readonly age_s: number | null;
  readonly basis: string;
}

/** The waits at a counter, or at each of a group, shortest first; and why nothing can be said of the others. */
export interface Forecast {
  readonly waits: readonly WaitInfo[];
  readonly unknown: readonly { readonly place: string; readonly labels: Labels; readonly reason: string }[];
}

/** Something that can be seen, and where somebody stands who went up to it. */
export interface Landmark {
  readonly place: string;
  readonly labels: Labels;
  readonly position: End;
}

export interface SessionTicket {
  readonly session: string;
  readonly token: string;
}

/** What went wrong, so that the page can say it in the person's language. */
export class ApiError extends Error {
  constructor(
    readonly kind: "offline" | "server" | "refused",
    readonly status: number,
    readonly problem: Readonly<Record<string, unknown>>,
  ) {
    super(String(problem["detail"] ?? problem["title"] ?? kind));
  }

  /** The server's own sentence in the person's language, where it gave one. */
  get text(): string {
    return typeof this.problem["text"] === "string" ? this.problem["text"] : "";
  }

  get code(): string {
    return String(this.problem["code"] ?? "");
  }
}

interface Asked {
  readonly method?: string;
  readonly body?: unknown;
  readonly token?: string;
  readonly lang?: string;
  readonly signal?: AbortSignal;
  readonly accept?: string;
  readonly lastEventId?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Send a request; resolve with the response if it is a success, else throw an `ApiError`. */
export async function send(path: string, asked: Asked = {}): Promise<Response> {
  const headers: Record<string, string> = { Accept: asked.accept ?? "application/json", ...asked.headers };
  if (asked.body !== undefined) headers["Content-Type"] = "application/json";
  if (asked.token) headers["Authorization"] = `Bearer ${asked.token}`;
  if (asked.lang) headers["Accept-Language"] = asked.lang;
  if (asked.lastEventId) headers["Last-Event-ID"] = asked.lastEventId;
  let response: Response;
  try {
    response = await fetch(path, {
      method: asked.method ?? "GET",
      headers,
      ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
      ...(asked.signal ? { signal: asked.signal } : {}),
    });
  } catch (error) {
    if (asked.signal?.aborted) throw error;
    throw new ApiError("offline", 0, {});
  }
  if (asked.method) noteClock(response);
  if (response.ok) return response;
  throw new ApiError(response.status >= 500 ? "server" : "refused", response.status, await readProblem(response));
}

let serverAhead_ms = 0;

/** Only answers that no cache gave: theirs is the time of now. */
function noteClock(response: Response): void {
  const said_ms = Date.parse(response.headers.get("Date") ?? "");
  if (!Number.isNaN(said_ms)) serverAhead_ms = said_ms - Date.now();
}

/** The server's time [ms]: phones are hours wrong sometimes. */
export const serverNow_ms = (): number => Date.now() + serverAhead_ms;

async function readProblem(response: Response): Promise<Record<string, unknown>> {
  try {
    const body: unknown = await response.json();
    return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

export async function get<T>(path: string, asked: Asked = {}): Promise<T> {
  return (await (await send(path, asked)).json()) as T;
}

export async function post<T>(path: string, body: unknown, asked: Asked = {}): Promise<T> {
  return (await (await send(path, { ...asked, method: "POST", body })).json()) as T;
}

export const id = encodeURIComponent;

export const api = {
  venues: async () => (await get<{ venues: VenueSummary[] }>("/v1/venues")).venues,
  venue: (venue: string) => get<VenueInfo>(`/v1/venues/${id(venue)}`),
  plan: (venue: string, level: string) => get<LevelPlan>(`/v1/venues/${id(venue)}/plans/${id(level)}`),
  place: (venue: string, place: string, lang: string) =>
    get<Hit>(`/v1/venues/${id(venue)}/places/${id(place)}?lang=${id(lang)}`, { lang }),
  search: async (venue: string, q: string, lang: string, near: string | null, signal: AbortSignal) => {
    const query = new URLSearchParams({ q, lang, limit: "20", ...(near ? { near } : {}) });
    return (await get<{ hits: Hit[] }>(`/v1/venues/${id(venue)}/search?${query}`, { lang, signal })).hits;
  },
  route: (venue: string, from: End, to: End, profile: string, lang: string, signal: AbortSignal) =>
    post<Route>(`/v1/venues/${id(venue)}/routes`, { from, to, profile, lang }, { lang, signal }),
  forecast: (venue: string, place: string, at_ms: number) =>
    get<Forecast>(`/v1/venues/${id(venue)}/queues/${id(place)}/forecast?at=${new Date(at_ms).toISOString()}`),
  demo: async () => (await get<{ sessions: DemoSession[] }>("/v1/demo")).sessions,
};
