/**
 * Beeline for a WeChat mini-program: begins a guided walk, sends the beacons that the phone hears, and tells what comes.
 *
 * Copy this file into the mini-program. It needs nothing else. `wx` is WeChat's own object; the address of the server
 * has to be among the mini-program's request domains.
 *
 *   const walk = await beginWalk({ server, venue: "demo", to: { place: "…" }, uuids: ["…"], onEvent, onTrouble });
 *   walk.atSign("A1-0001");   // the person scanned a sign
 *   walk.end();
 */

/** Batches go out once a second, as the server wants them; an empty one says that nothing was heard. */
const EVERY_MS = 1000;
/** How long one question for news may stay open [s]; WeChat gives up on a request after 60. */
const PATIENCE_S = 25;
const LONGEST_PAUSE_MS = 15000;

/** Send a request; resolve with its JSON answer, reject with `{ status, code, detail }`. */
function ask(server, path, { method = "GET", body, token, lang } = {}) {
  return new Promise((resolve, reject) => {
    wx.request({
      url: server + path,
      method,
      data: body === undefined ? undefined : JSON.stringify(body),
      timeout: (PATIENCE_S + 15) * 1000,
      header: {
        "content-type": "application/json",
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(lang ? { "accept-language": lang } : {}),
      },
      success: ({ statusCode, data }) => {
        if (statusCode < 300) resolve(data);
        else reject({ status: statusCode, code: (data && data.code) || "", detail: (data && data.detail) || "" });
      },
      fail: ({ errMsg }) => reject({ status: 0, code: "offline", detail: errMsg }),
    });
  });
}

/**
 * Begin a guided walk and keep it going until it ends.
 *
 * `onEvent(name, data)` is called for each event of the walk: `state`, `fix`, `no_fix`, `route`, `no_route`,
 * `instruction`, `progress`, `arrived`, `offer`, `visit`, `ended`. `onTrouble(trouble)` is called when something does
 * not work, with what to show: `{ code: "offline" | "bluetooth" | …, detail }`; and with null when it works again.
 */
async function beginWalk({ server, venue, from, to, visit, profile = "walk", lang = "zh-Hans", uuids = [], onEvent, onTrouble }) {
  const ticket = await ask(server, "/v1/sessions", { method: "POST", body: { venue, from, to, visit, profile, lang } });
  const { token } = ticket;
  const path = `/v1/sessions/${ticket.session}`;
  let over = false;
  let heard = new Map();

  const send = (what, body, method = "POST") => ask(server, path + what, { method, body, token });

  const onBeacons = ({ beacons }) => {
    // WeChat tells the same beacon again and again; the last reading of a second is the one that counts.
    const t_s = Date.now() / 1000;
    for (const { uuid, major, minor, rssi } of beacons) {
      // It also reports beacons that it has lost, with a strength of 0.
      if (Number(rssi) >= 0) continue;
      const address = `${uuid}/${major}/${minor}`.toLowerCase();
      heard.set(address, { t_s, kind: "ble", address, rssi_dbm: Number(rssi) });
    }
  };

  const report = async () => {
    const observations = [...heard.values()];
    heard = new Map();
    try {
      await send("/observations", { observations });
    } catch (trouble) {
      // The news loop says that the server is away; readings of then are of no use later.
      if (trouble.status === 401 || trouble.status === 404) finish();
    }
  };

  const listen = async () => {
    let after = null;
    let failures = 0;
    while (!over) {
      try {
        const query = `?wait_s=${PATIENCE_S}${after === null ? "" : `&after=${after}`}`;
        const news = await ask(server, `${path}/news${query}`, { token });
        if (failures) onTrouble(null);
        failures = 0;
        after = news.after;
        for (const { event, data } of news.events) {
          if (over) return;
          onEvent(event, data);
          if (event === "ended" && data.reason !== "stopping") finish();
        }
      } catch (trouble) {
        if (over) return;
        if (trouble.status === 401 || trouble.status === 404) {
          onEvent("ended", { reason: "expired" });
          return finish();
        }
        if (!failures) onTrouble(trouble);
        failures += 1;
        await new Promise((done) => setTimeout(done, Math.min(LONGEST_PAUSE_MS, 500 * 2 ** failures)));
      }
    }
  };

  const timer = setInterval(report, EVERY_MS);

  const finish = () => {
    if (over) return;
    over = true;
    clearInterval(timer);
    if (uuids.length) {
      wx.offBeaconUpdate(onBeacons);
      wx.stopBeaconDiscovery({});
    }
  };

  if (uuids.length) {
    wx.onBeaconUpdate(onBeacons);
    wx.startBeaconDiscovery({
      uuids,
      fail: ({ errMsg }) => onTrouble({ code: "bluetooth", detail: errMsg }),
    });
  }
  listen();

  return {
    /** The person scanned or typed the code of a "you are here" sign. */
    atSign: (code) => send("/position", { qr: code }),
    /** The person is at a named place, or at one of the landmarks that were offered. */
    atPlace: (position) => send("/position", position),
    /** What can be seen from near the last position, to ask somebody who is lost. */
    landmarks: async () => (await ask(server, `${path}/landmarks`, { token })).choices,
    /** Take the other counter that was offered, or keep the present one. */
    answerOffer: (offer, accept) => send(`/offers/${offer}`, { answer: accept ? "accept" : "keep" }),
    /** A stop of the visit is done, is not wanted any more, or they go on after a detour. */
    tellVisit: (news) => send("/visit", news),
    /** Another destination, way of moving or language. */
    change: (change) => send("", change, "PATCH"),
    /** End the walk; the server forgets all it knew. */
    end: () => {
      finish();
      return send("", undefined, "DELETE");
    },
  };
}

module.exports = { beginWalk };
