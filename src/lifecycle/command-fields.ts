import { toMilliseconds } from "../model/duration.js";
import { toEpochMs } from "../model/instant.js";
import type { Json, JsonObject } from "../model/json.js";
import { quote } from "../model/quote.js";
import type { CommandName } from "./command.js";
import { plainInput } from "./plain-input.js";
import { type CommandRefusedError, refusal } from "./refusal.js";

const LONGEST_ID = 256;
const LONGEST_KEY = 200;
const LONGEST_REASON = 2_000;

/** What a command says of itself. */
export interface Notes {
  readonly reason?: string;
  readonly key?: string;
}

/**
 * Reads what came with a command, which may be anything.
 *
 * @param names - all that this command knows, beside `command`, `reason` and `key`. Anything else is refused: a misspelt
 *   `validUntil` must not give access without an end
 * @throws CommandRefusedError `invalid_command`
 */
export function readCommand(command: CommandName, input: unknown, names: readonly string[]): CommandFields {
  return new CommandFields(plainInput(input), [command], ["command", "reason", "key", ...names]);
}

/**
 * An object that came with a command: plain JSON by now, and asked for its members one by one. Each question throws
 * `CommandRefusedError` `invalid_command` where what is there is not what belongs there.
 */
export class CommandFields {
  readonly #values: JsonObject;
  readonly #path: readonly (string | number)[];

  constructor(value: Json, path: readonly (string | number)[], names: readonly string[]) {
    this.#path = path;
    if (!isObject(value)) throw this.#refusal(undefined, "must be an object");
    this.#values = value;
    const stranger = Object.keys(value).find((name) => !names.includes(name));
    if (stranger !== undefined) {
      const known = names
        .filter((name) => name !== "command")
        .map(quote)
        .join(", ");
      throw refusal("invalid_command", `${quote(path.join("."))} knows no ${quote(stranger)}; it knows ${known}`);
    }
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#values, name);
  }

  /** As it came. */
  value(name: string): Json | undefined {
    return this.has(name) ? this.#values[name] : undefined;
  }

  /** The reason and the key. */
  notes(): Notes {
    const reason = this.optionalText("reason", LONGEST_REASON)?.trim();
    const key = this.optionalText("key", LONGEST_KEY);
    if (key === "") throw this.#refusal("key", "must not be empty");
    // a blank reason is none
    return { ...(reason === undefined || reason === "" ? {} : { reason }), ...(key === undefined ? {} : { key }) };
  }

  id(name: string): string {
    return this.#needed(name, this.optionalId(name), "an id");
  }

  optionalId(name: string): string | undefined {
    const id = this.optionalText(name, LONGEST_ID);
    if (id === "") throw this.#refusal(name, "must not be empty");
    return id;
  }

  /** Ids, none of them twice. */
  optionalIds(name: string): readonly string[] | undefined {
    const values = this.optionalList(name);
    if (values === undefined) return undefined;
    const ids = values.filter((id): id is string => typeof id === "string" && id !== "" && id.length <= LONGEST_ID);
    if (ids.length !== values.length)
      throw this.#refusal(name, `must be a list of ids of up to ${LONGEST_ID} characters`);
    if (new Set(ids).size !== ids.length) throw this.#refusal(name, "must name nothing twice");
    return ids;
  }

  text(name: string, longest: number): string {
    return this.#needed(name, this.optionalText(name, longest), "a text");
  }

  optionalText(name: string, longest: number): string | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (typeof value !== "string") throw this.#refusal(name, "must be a text");
    if (value.length > longest) throw this.#refusal(name, `must have at most ${longest} characters`);
    return value;
  }

  /** Epoch ms. */
  instant(name: string): number {
    return this.#needed(name, this.optionalInstant(name), "an instant");
  }

  /** Epoch ms. */
  optionalInstant(name: string): number | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    const at = Math.floor(toEpochMs(value));
    if (Number.isNaN(at)) {
      throw this.#refusal(name, "must be an instant: epoch milliseconds, a `Date`, or ISO 8601 with an offset");
    }
    return at;
  }

  /** Milliseconds, more than none. */
  optionalDuration(name: string): number | undefined {
    const length = this.optionalLength(name);
    if (length === 0) throw this.#refusal(name, "must be longer than nothing");
    return length;
  }

  /** Milliseconds, none included. */
  optionalLength(name: string): number | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    const length = toMilliseconds(value);
    // NaN is not at least 0 either
    if (!(length >= 0))
      throw this.#refusal(name, 'must be a length of time: `"15m"`, `"12h"`, `"90d"` or milliseconds');
    return length;
  }

  oneOf<const Value extends string>(name: string, values: readonly Value[]): Value {
    return this.#needed(name, this.optionalOneOf(name, values), values.map((one) => quote(one)).join(" or "));
  }

  optionalOneOf<const Value extends string>(name: string, values: readonly Value[]): Value | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    const found = values.find((one) => one === value);
    if (found === undefined) throw this.#refusal(name, `must be ${values.map((one) => quote(one)).join(" or ")}`);
    return found;
  }

  optionalFlag(name: string): boolean | undefined {
    const value = this.value(name);
    if (value !== undefined && typeof value !== "boolean") throw this.#refusal(name, "must be true or false");
    return value;
  }

  optionalObject(name: string): JsonObject | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (!isObject(value)) throw this.#refusal(name, "must be an object");
    return value;
  }

  optionalList(name: string): readonly Json[] | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (!isList(value)) throw this.#refusal(name, "must be a list");
    return value;
  }

  /** A list of objects that know the same names. */
  optionalParts(name: string, names: readonly string[]): readonly CommandFields[] | undefined {
    return this.optionalList(name)?.map((part, index) => new CommandFields(part, [...this.#path, name, index], names));
  }

  /** A refusal that says where. */
  refusal(name: string, what: string): CommandRefusedError {
    return this.#refusal(name, what);
  }

  #needed<Value>(name: string, value: Value | undefined, what: string): Value {
    if (value === undefined) throw this.#refusal(name, `is missing: ${what}`);
    return value;
  }

  #refusal(name: string | undefined, what: string): CommandRefusedError {
    const where = [...this.#path, ...(name === undefined ? [] : [name])].join(".");
    return refusal("invalid_command", `${quote(where)} ${what}`);
  }
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
