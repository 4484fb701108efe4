// @vitest-environment node
import { describe, expect, it } from "vitest";
import { answer, type Means } from "../src/offline/keeping";
import { keyOf, shelfOf } from "../src/offline/shelves";

const HERE = "https://hospital.example";
const get = (path: string) => shelfOf({ method: "GET", url: HERE + path }, HERE);

function shelfWith(kept: Readonly<Record<string, string>>) {
  const held = new Map(Object.entries(kept).map(([path, text]) => [HERE + path, text]));
  return {
    held,
    match: async (key: RequestInfo | URL) => (held.has(String(key)) ? new Response(held.get(String(key))) : undefined),
    put: async (key: RequestInfo | URL, response: Response) => void held.set(String(key), await response.text()),
  };
}

function means(shelf: ReturnType<typeof shelfWith>, network: () => Promise<Response>): Means {
  return { shelf, fetch: network, wait: () => new Promise((done) => setTimeout(done, 5)) };
}

const ask = async (path: string, with_: Means) => (await answer(new Request(HERE + path), with_)).text();
const gone = () => Promise.reject(new TypeError("no network"));

describe("what is kept", () => {
  it("is the page with its files, the venues and their floors", () => {
    expect(["/", "/?to=x", "/assets/index-1.js"].map(get)).toEqual(["code", "code", "code"]);
    expect(["/v1/venues", "/v1/venues/demo", "/v1/venues/demo/plans/f1"].map(get)).toEqual(["maps", "maps", "maps"]);
  });

  it("is never what is about a person, what is only true now, or what is elsewhere", () => {
    const never = ["/v1/sessions/a", "/v1/sessions/a/events", "/v1/venues/demo/search?q=x", "/v1/venues/demo/queues/q/forecast", "/editor", "/v1/venues/demo/draft"];
    expect(never.map(get)).toEqual(never.map(() => null));
    expect(shelfOf({ method: "POST", url: `${HERE}/v1/venues` }, HERE)).toBeNull();
    expect(shelfOf({ method: "GET", url: "https://elsewhere.example/assets/a.js" }, HERE)).toBeNull();
  });

  it("is one page, whatever its link asks for", () => {
    expect(keyOf(`${HERE}/?to=pharmacy`)).toBe(`${HERE}/`);
  });
});

describe("an answer", () => {
  it("comes from the network while there is one, and is kept", async () => {
    const shelf = shelfWith({ "/v1/venues": "old" });
    expect(await ask("/v1/venues", means(shelf, async () => new Response("new")))).toBe("new");
    expect(shelf.held.get(`${HERE}/v1/venues`)).toBe("new");
  });

  it("is the kept one where the network is gone, silent, or broken", async () => {
    for (const network of [gone, () => new Promise<Response>(() => undefined), async () => new Response("oops", { status: 503 })]) {
      expect(await ask("/v1/venues", means(shelfWith({ "/v1/venues": "kept" }), network))).toBe("kept");
    }
  });

  it("that says no is believed, and not kept", async () => {
    const shelf = shelfWith({ "/v1/venues/x": "kept" });
    const refused = async () => new Response("gone", { status: 404 });
    expect(await ask("/v1/venues/x", means(shelf, refused))).toBe("gone");
    expect(shelf.held.get(`${HERE}/v1/venues/x`)).toBe("kept");
  });

  it("for a file that never changes does not wait for the network", async () => {
    expect(await ask("/assets/a-1.js", means(shelfWith({ "/assets/a-1.js": "kept" }), gone))).toBe("kept");
  });

  it("fails where nothing was kept", async () => {
    await expect(ask("/v1/venues", means(shelfWith({}), gone))).rejects.toThrow("no network");
  });
});
