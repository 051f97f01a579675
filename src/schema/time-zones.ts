/** Zone names are letters, digits and a few signs; an offset such as `+01:00` is no zone with a clock of its own. */
const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/;

/** More distinct zones than the IANA database has names. */
const MAX_ZONES = 1_000;

/** Knows the zones of the IANA database, and asks about each once: the question is slow. */
export class TimeZones {
  readonly #known = new Map<string, boolean>();

  /** Whether the runtime has a clock for the zone. */
  has(name: string): boolean {
    if (!ZONE_NAME.test(name)) return false;
    const key = name.toLowerCase();
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found = this.#known.size < MAX_ZONES && isZone(name);
    this.#known.set(key, found);
    return found;
  }
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false; // a RangeError: no such zone
  }
}
