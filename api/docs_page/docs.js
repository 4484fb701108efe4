/** Shows /openapi.json and lets each endpoint be tried. No library, no request to anywhere else. */

const byId = (id) => document.getElementById(id);

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** Follow a reference, so that what is shown stands by itself. */
function resolve(description, schema, depth = 0) {
  if (!schema || typeof schema !== "object" || depth > 6) return schema;
  if (schema.$ref) return resolve(description, description.components.schemas[schema.$ref.split("/").pop()], depth + 1);
  if (Array.isArray(schema)) return schema.map((part) => resolve(description, part, depth + 1));
  return Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, resolve(description, part, depth + 1)]));
}

/** Return a value that a schema allows, to start editing from. */
function example(schema) {
  if (!schema) return null;
  if ("default" in schema) return schema.default;
  if (schema.examples) return schema.examples[0];
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return example(schema.anyOf[0]);
  if (schema.type === "object") {
    const wanted = schema.required ?? [];
    return Object.fromEntries(wanted.map((name) => [name, example(schema.properties[name])]));
  }
  if (schema.type === "array") return [example(schema.items)];
  if (schema.type === "string") return "";
  if (schema.type === "integer" || schema.type === "number") return schema.minimum > 0 ? schema.minimum : 0;
  return schema.type === "boolean" ? false : null;
}

function field(parameter) {
  const input = element("input", { name: parameter.name, required: parameter.required, autocomplete: "off" });
  input.dataset.in = parameter.in;
  if (parameter.schema.default !== undefined && parameter.schema.default !== null) input.placeholder = parameter.schema.default;
  const words = [parameter.name, parameter.required ? "" : "(optional)", parameter.description ?? ""];
  return element("label", {}, words.filter(Boolean).join(" "), input);
}

function request(method, path, form, body) {
  const query = new URLSearchParams();
  let address = path;
  for (const input of form.querySelectorAll("input")) {
    if (input.dataset.in === "path") address = address.replace(`{${input.name}}`, encodeURIComponent(input.value));
    else if (input.value !== "") query.set(input.name, input.value);
  }
  const headers = {};
  if (byId("token").value) headers.Authorization = `Bearer ${byId("token").value}`;
  if (body) headers["Content-Type"] = "application/json";
  return [query.size ? `${address}?${query}` : address, { method: method.toUpperCase(), headers, body: body?.value }];
}

/** Show an answer as it comes: a stream grows line by line until it is stopped. */
async function show(address, options, output) {
  const status = element("p", { className: "status" }, `${options.method} ${address} …`);
  const text = element("pre");
  output.replaceChildren(status, text);
  let response;
  try {
    response = await fetch(address, options);
  } catch (error) {
    status.append(` ${error.message}`);
    return;
  }
  status.append(` ${response.status} ${response.statusText}`);
  status.classList.add(response.ok ? "ok" : "bad");
  if (!response.body) return;
  const json = /json/.test(response.headers.get("Content-Type") ?? "");
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let all = "";
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      all += part.value;
      text.textContent = all.slice(-200_000);
    }
  } catch (error) {
    if (error.name !== "AbortError") throw error;
    status.append(", stopped");
  }
  if (json && all) text.textContent = JSON.stringify(JSON.parse(all), null, 2);
}

function endpoint(description, path, method, operation) {
  const form = element("form");
  if (operation.description) form.append(element("p", {}, operation.description));
  form.append(...operation.parameters.map(field));
  let body = null;
  const content = operation.requestBody?.content["application/json"];
  if (content) {
    const schema = resolve(description, content.schema);
    body = element("textarea", { value: JSON.stringify(example(schema), null, 2), spellcheck: false });
    form.append(element("label", {}, "Body (JSON)", body));
    form.append(element("details", {}, element("summary", {}, "Schema of the body"), element("pre", {}, JSON.stringify(schema, null, 2))));
  }
  const stop = element("button", { type: "button", hidden: true }, "Stop");
  const output = element("div", { ariaLive: "polite" });
  form.append(element("button", { type: "submit" }, "Send"), stop, output);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const abort = new AbortController();
    stop.onclick = () => abort.abort();
    stop.hidden = false;
    const [address, options] = request(method, path, form, body);
    try {
      await show(address, { ...options, signal: abort.signal }, output);
    } finally {
      stop.hidden = true;
    }
  });
  const title = [element("span", { className: "method" }, method.toUpperCase()), element("code", {}, path), ` ${operation.summary}`];
  return element("details", {}, element("summary", {}, ...title), form);
}

const description = await (await fetch("/openapi.json")).json();
byId("about").textContent = `${description.info.description} Version ${description.info.version}.`;
for (const tag of description.tags) {
  const section = element("section", {}, element("h2", {}, tag.name), element("p", {}, tag.description));
  for (const [path, methods] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (operation.tags.includes(tag.name)) section.append(endpoint(description, path, method, operation));
    }
  }
  byId("endpoints").append(section);
}
