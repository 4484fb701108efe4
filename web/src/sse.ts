/** Server-Sent Events from text chunks (WHATWG HTML, 9.2.6), for a stream read by fetch. */

export interface ServerEvent {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/** Collects chunks and gives back the events they complete; comments and unfinished lines are kept or dropped as due. */
export class EventParser {
  private rest = "";
  private id = "";
  private event = "";
  private data: string[] = [];

  push(chunk: string): ServerEvent[] {
    const text = this.rest + chunk;
    // A chunk may end between \r and \n: hold a final \r back until it is known what follows it.
    const held = text.endsWith("\r") ? 1 : 0;
    const lines = text.slice(0, text.length - held).split(/\r\n|\n|\r/);
    this.rest = (lines.pop() ?? "") + (held ? "\r" : "");
    const done: ServerEvent[] = [];
    for (const line of lines) {
      if (line === "") this.finish(done);
      else this.take(line);
    }
    return done;
  }

  private take(line: string): void {
    const colon = line.indexOf(":");
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") this.data.push(value);
    else if (field === "event") this.event = value;
    else if (field === "id" && !value.includes("\0")) this.id = value;
  }

  private finish(done: ServerEvent[]): void {
    if (this.data.length) done.push({ id: this.id, event: this.event || "message", data: this.data.join("\n") });
    this.data = [];
    this.event = "";
  }
}
