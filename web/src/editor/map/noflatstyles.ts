/**
 * Stands in for OpenLayers' reader of styles written as data ("flat styles"), with its language of expressions: 12 KB
 * of the page for what nothing here uses, as every style of ours is made in code (see vite.staff.config.ts).
 */

export function flatStyleLikeToStyleFunction(): never {
  throw new Error("Styles of this map are functions; flat styles are not built in.");
}
