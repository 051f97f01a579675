/**
 * Where two trees of plain JSON differ first. The order of an object's keys does not count.
 *
 * @returns the path of the first difference; `undefined` if there is none
 */
export function firstDifference(left: unknown, right: unknown, path: readonly string[] = []): string | undefined {
  if (left === right) return undefined;
  const here = path.join(".");
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return here;
  if (Array.isArray(left) !== Array.isArray(right)) return here;
  const rights = new Map(Object.entries(right));
  for (const [key, value] of Object.entries(left)) {
    const other = rights.get(key);
    if (other === undefined) return [...path, key].join(".");
    const difference = firstDifference(value, other, [...path, key]);
    if (difference !== undefined) return difference;
    rights.delete(key);
  }
  const [extra] = rights.keys();
  return extra === undefined ? undefined : [...path, extra].join(".");
}
