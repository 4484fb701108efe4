/** Where to go after signing in: `?next=` of the address, if it is a page of this server, else the editor. */
export function nextPage(search: string): string {
  const asked = new URLSearchParams(search).get("next") ?? "";
  // Two slashes, or a slash and a backslash, would be another server.
  return /^\/(?![/\\])[^\\\s]*$/.test(asked) ? asked : "/editor";
}
