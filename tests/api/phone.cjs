/** A phone with WeChat, as far as the client needs one: `wx` with real requests, and beacons that are heard all the time. */

const { beginWalk } = require("../../clients/wechat/beeline.js");

const [server, place, beacon] = process.argv.slice(2);
const [uuid, major, minor] = beacon.split("/");
let listener = null;
let timer = 0;
let cut = false;

globalThis.wx = {
  request({ url, method, data, header, success, fail }) {
    if (cut) return void setTimeout(() => fail({ errMsg: "request:fail" }), 10);
    fetch(url, { method, headers: header, ...(data === undefined ? {} : { body: data }) })
      .then(async (answer) => {
        const text = await answer.text();
        success({ statusCode: answer.status, data: text ? JSON.parse(text) : "" });
      })
      .catch((error) => fail({ errMsg: String(error) }));
  },
  onBeaconUpdate: (run) => (listener = run),
  offBeaconUpdate: () => (listener = null),
  startBeaconDiscovery: () => {
    const beacons = [{ uuid: uuid.toUpperCase(), major, minor, rssi: -58 }, { uuid, major, minor: "gone", rssi: 0 }];
    timer = setInterval(() => listener && listener({ beacons }), 200);
  },
  stopBeaconDiscovery: () => clearInterval(timer),
};

const say = (what) => console.log(JSON.stringify(what));

(async () => {
  const walk = await beginWalk({
    server, venue: "small-hospital", to: { place }, lang: "en", uuids: [uuid],
    onEvent: (event, data) => say({ event, data }),
    onTrouble: (trouble) => say({ trouble: trouble && trouble.code }),
  });
  process.stdin.on("data", async (line) => {
    const word = String(line).trim();
    if (word === "sign") await walk.atSign("SH-0001");
    if (word === "cut") cut = true;
    if (word === "mend") cut = false;
    if (word === "end") {
      await walk.end();
      say({ event: "over" });
      process.exit(0);
    }
  });
})().catch((trouble) => {
  say({ failed: trouble });
  process.exit(1);
});
