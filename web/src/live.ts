/** A session's live events: one stream read by fetch (the token stays in a header), resumed after every break. */

import { ApiError, send, type SessionTicket } from "./api";
import { EventParser, type ServerEvent } from "./sse";

export type Connection = "connecting" | "live" | "lost" | "closed";

export interface LiveHandlers {
  onEvent(event: ServerEvent): void;
  onConnection(connection: Connection): void;
}

export interface LiveClock {
  setTimeout(run: () => void, ms: number): number;
  clearTimeout(handle: number): void;
  random(): number;
}

const SYSTEM_CLOCK: LiveClock = {
  setTimeout: (run, ms) => window.setTimeout(run, ms),
  clearTimeout: (handle) => window.clearTimeout(handle),
  random: Math.random,
};

/** Heartbeats come every 15 s: two missed and a margin mean that nobody is there. */
const SILENCE_MS = 40_000;
const LONGEST_WAIT_MS = 15_000;

/** Return how long to wait before try number `attempt` (0, 1, …): doubling from 0.5 s, and spread by up to a half. */
export function backoffMs(attempt: number, random: number): number {
  return Math.min(LONGEST_WAIT_MS, 500 * 2 ** attempt) * (0.75 + 0.5 * random);
}

export class LiveStream {
  private abort: AbortController | null = null;
  private retry = 0;
  private silence = 0;
  private attempt = 0;
  private lastEventId = "";
  private over = false;

  constructor(
    private readonly ticket: SessionTicket,
    private readonly lang: string,
    private readonly handlers: LiveHandlers,
    private readonly clock: LiveClock = SYSTEM_CLOCK,
  ) {
    // A hidden page keeps no stream: browsers allow six connections to a server, and a phone wants to sleep.
    document.addEventListener("visibilitychange", this.onVisibility);
    window.addEventListener("online", this.onOnline);
    this.connect();
  }

  close(): void {
    if (this.over) return;
    this.over = true;
    document.removeEventListener("visibilitychange", this.onVisibility);
    window.removeEventListener("online", this.onOnline);
    this.disconnect();
    this.handlers.onConnection("closed");
  }

  private readonly onVisibility = (): void => {
    if (document.hidden) this.disconnect();
    else if (!this.abort) this.connect();
  };

  private readonly onOnline = (): void => {
    this.disconnect();
    this.connect();
  };

  private disconnect(): void {
    this.clock.clearTimeout(this.retry);
    this.clock.clearTimeout(this.silence);
    this.abort?.abort();
    this.abort = null;
  }

  private connect(): void {
    this.clock.clearTimeout(this.retry);
    const abort = new AbortController();
    this.abort = abort;
    this.read(abort.signal).then(
      () => this.onBreak(abort, null),
      (error: unknown) => this.onBreak(abort, error),
    );
  }

  private async read(signal: AbortSignal): Promise<void> {
    this.watchSilence();
    const response = await openStream(this.ticket, this.lang, this.lastEventId, signal);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    const parser = new EventParser();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || signal.aborted) return;
      this.watchSilence();
      this.attempt = 0;
      this.handlers.onConnection("live");
      for (const event of parser.push(value)) {
        if (event.id) this.lastEventId = event.id;
        this.handlers.onEvent(event);
        if (this.over) return;
      }
    }
  }

  private watchSilence(): void {
    this.clock.clearTimeout(this.silence);
    const watched = this.abort;
    this.silence = this.clock.setTimeout(() => watched && this.onBreak(watched, null), SILENCE_MS);
  }

  private onBreak(broken: AbortController, error: unknown): void {
    if (this.over || this.abort !== broken) return;
    this.disconnect();
    if (error instanceof ApiError && error.kind === "refused") {
      this.handlers.onEvent({ id: "", event: "ended", data: JSON.stringify({ reason: "refused" }) });
      this.close();
      return;
    }
    this.handlers.onConnection("lost");
    this.retry = this.clock.setTimeout(() => this.connect(), backoffMs(this.attempt, this.clock.random()));
    this.attempt += 1;
  }
}

function openStream(ticket: SessionTicket, lang: string, lastEventId: string, signal: AbortSignal): Promise<Response> {
  return send(`/v1/sessions/${encodeURIComponent(ticket.session)}/events`, {
    token: ticket.token,
    lang,
    signal,
    accept: "text/event-stream",
    ...(lastEventId ? { lastEventId } : {}),
  });
}
