import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NOTHING_YET } from "../src/guided";
import { after, stepsNow } from "../src/hearing";
import { backoffMs, LiveStream, type Connection } from "../src/live";
import { EventParser, type ServerEvent } from "../src/sse";
import { ROUTE } from "./fixtures";

const event = (name: string, data: object): ServerEvent => ({ id: "1", event: name, data: JSON.stringify(data) });
const FIX = { level_id: "f1", x_m: 1, y_m: 2, r68_m: 3, r95_m: 6 };

describe("the event parser", () => {
  const text = ": heartbeat\n\nid: 7\nevent: fix\ndata: {\"a\":\ndata: 1}\n\nid: 8\r\nevent: ended\r\ndata: {}\r\n\r\n";

  it("gives the same events however the stream is cut", () => {
    const whole = new EventParser().push(text);
    expect(whole).toEqual([{ id: "7", event: "fix", data: '{"a":\n1}' }, { id: "8", event: "ended", data: "{}" }]);
    for (let size = 1; size < 9; size++) {
      const parser = new EventParser();
      const found: ServerEvent[] = [];
      for (let i = 0; i < text.length; i += size) found.push(...parser.push(text.slice(i, i + size)));
      expect(found).toEqual(whole);
    }
  });

  it("keeps an unfinished event back", () => {
    expect(new EventParser().push("data: {}\n")).toEqual([]);
  });
});

describe("a guided walk", () => {
  it("starts from a whole state and follows events", () => {
    let known = after(NOTHING_YET, event("state", { route: ROUTE, fix: FIX, lang: "en", progress: { step_index: 0 } }));
    expect(known.route?.steps).toHaveLength(3);
    known = after(known, event("progress", { step_index: 1, along_m: 20, remaining_m: 10, remaining_s: 20, to_next_m: 0 }));
    expect(stepsNow(known).current?.kind).toBe("board_elevator");
    expect(stepsNow(known).next?.kind).toBe("arrive");
    known = after(known, event("arrived", { place_id: "x", text: "You are there" }));
    expect(known.arrived).toBe("You are there");
  });

  it("keeps the last place when the position is lost, and says so", () => {
    const known = after({ ...NOTHING_YET, fix: FIX }, event("no_fix", { reason: "too_few", text: "Too little is heard" }));
    expect(known.fix).toEqual(FIX);
    expect(known.lost).toBe("Too little is heard");
    expect(after(known, event("fix", FIX)).lost).toBeNull();
  });

  it("drops the old route when there is no way, and takes the new one", () => {
    const none = after({ ...NOTHING_YET, route: ROUTE }, event("no_route", { reason: "closed", text: "Closed" }));
    expect([none.route, none.noRoute]).toEqual([null, "Closed"]);
    expect(after(none, event("route", { route: ROUTE })).noRoute).toBeNull();
  });

  it("tells why there is another way, unless the person did it, and keeps it while the state says the same", () => {
    let known = after(NOTHING_YET, event("route", { route: ROUTE, reason: "lift_out", text: "Lift A is out of service." }));
    expect(known.why).toBe("Lift A is out of service.");
    known = after(known, event("state", { route: ROUTE, route_reason: "lift_out", lang: "" }));
    expect(known.why).toBe("Lift A is out of service.");
    expect(after(known, event("state", { route: ROUTE, route_reason: "closed", lang: "" })).why).toBe("");
    expect(after(known, event("route", { route: ROUTE, reason: "new_profile", text: "A way that suits." })).why).toBe("");
  });

  it("keeps an offer until it is answered, or leads elsewhere", () => {
    const offer = { id: "o", text: "Going to 6 saves 14 min.", expires_at: "2026-01-01T00:00:00Z" };
    const known = after({ ...NOTHING_YET, route: ROUTE }, event("offer", offer));
    expect(known.offer).toEqual(offer);
    expect(after(known, event("route", { route: ROUTE, reason: "off_route", text: "" })).offer).toEqual(offer);
    expect(after(known, event("route", { route: ROUTE, reason: "other_counter", text: "" })).offer).toBeNull();
    expect(after(known, event("state", { route: ROUTE, offer: null })).offer).toBeNull();
    expect(after(known, event("arrived", { text: "There." })).offer).toBeNull();
  });

  it("ends, but not because a server restarts", () => {
    expect(after(NOTHING_YET, event("ended", { reason: "expired" })).ended).toBe(true);
    expect(after(NOTHING_YET, event("ended", { reason: "stopping" })).ended).toBe(false);
  });

  it("is not disturbed by what cannot be read", () => {
    expect(after(NOTHING_YET, { id: "", event: "fix", data: "{" })).toBe(NOTHING_YET);
    expect(after(NOTHING_YET, event("confetti", {}))).toBe(NOTHING_YET);
  });
});

describe("the live stream", () => {
  let asked: Record<string, string>[];
  let answers: (() => Promise<Response>)[];
  let waits: { run: () => void; ms: number }[];
  const clock = {
    setTimeout: (run: () => void, ms: number) => waits.push({ run, ms }),
    clearTimeout: () => undefined,
    random: () => 0.5,
  };

  beforeEach(() => {
    [asked, answers, waits] = [[], [], []];
    vi.stubGlobal("fetch", (_path: string, init: RequestInit) => {
      asked.push(init.headers as Record<string, string>);
      return answers.shift()!();
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const streamOf = (text: string) => () => Promise.resolve(new Response(text, { headers: { "Content-Type": "text/event-stream" } }));
  const settle = () => new Promise((done) => setTimeout(done, 20));

  function open(): { events: ServerEvent[]; states: Connection[]; stream: LiveStream } {
    const [events, states]: [ServerEvent[], Connection[]] = [[], []];
    const handlers = { onEvent: (each: ServerEvent) => events.push(each), onConnection: (each: Connection) => states.push(each) };
    return { events, states, stream: new LiveStream({ session: "s", token: "secret" }, "en", handlers, clock) };
  }

  it("carries the token in a header and resumes after a break where it stopped", async () => {
    answers.push(streamOf("id: 41\nevent: fix\ndata: {}\n\n"), streamOf("id: 42\nevent: fix\ndata: {}\n\n"));
    const { events, states, stream } = open();
    await settle();
    expect(states).toEqual(["live", "lost"]);
    waits.findLast((wait) => wait.ms < 20_000)!.run();
    await settle();
    stream.close();
    expect(events.map((each) => each.id)).toEqual(["41", "42"]);
    expect(asked[0]!["Authorization"]).toBe("Bearer secret");
    expect(asked[0]!["Last-Event-ID"]).toBeUndefined();
    expect(asked[1]!["Last-Event-ID"]).toBe("41");
  });

  it("tries again when the network is gone, later each time", async () => {
    answers.push(() => Promise.reject(new TypeError("no network")), () => Promise.reject(new TypeError("no network")));
    const { states, stream } = open();
    await settle();
    const first = waits.at(-1)!;
    first.run();
    await settle();
    stream.close();
    expect(states).toEqual(["lost", "lost", "closed"]);
    expect(waits.at(-1)!.ms).toBeGreaterThan(first.ms);
    expect([backoffMs(0, 0.5), backoffMs(3, 0.5), backoffMs(50, 1)]).toEqual([500, 4000, 18_750]);
  });

  it("stops for good when the session is over", async () => {
    answers.push(() => Promise.resolve(new Response("{}", { status: 404 })));
    const { events, states } = open();
    await settle();
    expect(events.at(-1)?.event).toBe("ended");
    expect(states).toEqual(["closed"]);
  });
});
