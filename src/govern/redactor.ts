import type { AuditData, EventDraft } from "../model/audit-event.js";
import type { Json, JsonObject } from "../model/json.js";
import type { PolicyData } from "../model/policy-data.js";
import { isSecretKey } from "./secret-key.js";
import { toJson } from "./to-json.js";

/** What stands in place of a value that is not told. */
export const REDACTED = { redacted: true } as const;

/** Keys under which lifecycle states and events hold values of a record. */
const RECORD_KEYS: ReadonlySet<string> = new Set(["changes", "seen", "record", "records"]);

/** What is told nevertheless, and what is not told besides. */
export interface RedactionOptions {
  /** By type, the sensitive fields whose values may be told. Default: none. */
  readonly tell?: Readonly<Record<string, readonly string[]>>;
  /** The attributes of principals that are not told, wherever a key has their name, but in a record. Default: none. */
  readonly attributes?: readonly string[];
  /** Further keys whose values are never told, wherever they stand. Credentials never are. */
  readonly keys?: readonly string[];
}

/** Takes out of what is written down what a policy calls sensitive. */
export interface Redactor {
  /** `before`, `after` and `details` of an event, before it is sealed. */
  draft(draft: EventDraft): EventDraft;
  /** The values of a record, or of some of its fields. Of a type that the policy does not know, none is told. */
  record(type: string, values: unknown): Json;
  /** Anything else. */
  data(value: unknown): Json;
}

/**
 * What a policy lets an event tell. Not told, but replaced by `{ "redacted": true }`, are
 *
 * - values of sensitive fields: wherever an event names a type (`record.type`), and wherever a state holds values of a record
 *   (`changes` and `seen` beside its `type`). Where the type is not named, fields that are sensitive in any type; where it
 *   is not known, all;
 * - the attributes of principals that are listed;
 * - credentials: whatever stands under a key such as `password`, `token`, `clientSecret`, `api_key`.
 *
 * It goes by keys: what somebody writes into a reason is told.
 *
 * @param policy - what `policy.toJSON()` gives
 * @example
 * const deal = resource({ fields: [{ name: "stage", type: "string" }, { name: "margin", type: "number" }],
 *   actions: ["update"], sensitive: ["margin"] });
 * const policy = definePolicy(defineModel({ resources: { deal } }), { id: "crm", version: 1, roles: {} });
 * const redact = redactor(policy.toJSON());
 * redact.record("deal", { stage: "won", margin: 0.4 }) // => { stage: "won", margin: { redacted: true } }
 * redact.data({ userName: "ada", password: "hunter2" }) // => { userName: "ada", password: { redacted: true } }
 */
export function redactor(policy: PolicyData, options: RedactionOptions = {}): Redactor {
  const redaction = new Redaction(policy, options);
  return {
    draft: (draft) => ({ ...draft, data: redaction.event(draft.data) }),
    record: (type, values) => redaction.values(toJson(values), type),
    data: (value) => redaction.any(toJson(value), redaction.attributes),
  };
}

type Names = ReadonlySet<string>;

class Redaction {
  private readonly byType: ReadonlyMap<string, Names>;
  private readonly ofAnyType: Names;
  readonly attributes: Names;
  private readonly keys: Names;

  constructor(policy: PolicyData, { tell = {}, attributes = [], keys = [] }: RedactionOptions) {
    const types = Object.entries(policy.model.resources).map(([type, { sensitive }]): [string, Names] => {
      const told = Object.hasOwn(tell, type) ? tell[type] : undefined;
      return [type, new Set(sensitive.filter((field) => told?.includes(field) !== true))];
    });
    this.byType = new Map(types);
    this.ofAnyType = new Set(types.flatMap(([, names]) => [...names]));
    this.attributes = new Set(attributes);
    this.keys = new Set(keys);
  }

  event(data: AuditData): AuditData {
    const type = data.record?.type;
    const fields = type === undefined ? [] : (this.byType.get(type) ?? this.ofAnyType);
    const hidden = new Set([...fields, ...this.attributes]);
    const { before, after, details } = data;
    return {
      ...data,
      ...(before === undefined ? {} : { before: this.any(toJson(before), hidden, type) }),
      ...(after === undefined ? {} : { after: this.any(toJson(after), hidden, type) }),
      ...(details === undefined ? {} : { details: this.members(objectOf(toJson(details)), hidden, type) }),
    };
  }

  /** @param type - the type that is spoken of, if it is known from further out */
  any(value: Json, hidden: Names, type?: string): Json {
    if (Array.isArray(value)) return value.map((item: Json) => this.any(item, hidden, type));
    return isObject(value) ? this.members(value, hidden, type) : value;
  }

  values(values: Json, type: string | undefined): Json {
    const names = type === undefined ? this.ofAnyType : this.byType.get(type);
    if (names !== undefined) return this.any(values, names, type);
    if (Array.isArray(values)) return values.map((item: Json) => this.values(item, type));
    if (!isObject(values)) return REDACTED;
    return Object.fromEntries(Object.keys(values).map((key) => [key, REDACTED]));
  }

  private members(object: JsonObject, hidden: Names, type: string | undefined): JsonObject {
    const named = Object.hasOwn(object, "type") ? object.type : undefined;
    const inner = typeof named === "string" ? named : type;
    const entries = Object.entries(object).map(([key, value]): [string, Json] => {
      if (hidden.has(key) || this.keys.has(key) || isSecretKey(key)) return [key, REDACTED];
      if (RECORD_KEYS.has(key) && typeof value === "object")
        return [key, this.named(value) ?? this.values(value, inner)];
      return [key, this.any(value, hidden, type)];
    });
    return Object.fromEntries(entries);
  }

  /** `record: { type, id }` names a record and holds no more of it. */
  private named(value: Json): Json | undefined {
    if (!isObject(value) || !Object.keys(value).every((key) => key === "type" || key === "id")) return undefined;
    const type = Object.hasOwn(value, "type") ? value.type : undefined;
    const names = typeof type === "string" ? this.byType.get(type) : undefined;
    return names === undefined ? undefined : this.any(value, names);
  }
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectOf(value: Json): JsonObject {
  return isObject(value) ? value : {};
}
