/** How wide texts are, in the page's own font. */

/** Return a function that tells the width of a text [px]; what was asked once is remembered. */
export function textMeasure(host: HTMLElement): (text: string, size_px: number) => number {
  const context = document.createElement("canvas").getContext("2d");
  const family = getComputedStyle(host).fontFamily || "sans-serif";
  const known = new Map<string, number>();
  return (text, size_px) => {
    const key = `${size_px}/${text}`;
    let width = known.get(key);
    if (width === undefined) {
      if (context) context.font = `600 ${size_px}px ${family}`;
      width = context ? context.measureText(text).width : text.length * size_px * 0.6;
      known.set(key, width);
    }
    return width;
  };
}
