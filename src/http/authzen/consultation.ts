import { CastellanError } from "../../model/errors.js";
import type { JsonObject } from "../../model/json.js";
import type { PortableField } from "../../model/portable-field.js";
import { isCallersMistake } from "../callers-mistake.js";
import { requestIdOf } from "../request-id.js";
import type { AuthzenAction, AuthzenEvaluation, AuthzenResource, AuthzenSubject } from "./entities.js";
import type { AuthzenQuestion, AuthzenRequest, AuthzenSituation } from "./options.js";
import { readQuestion } from "./read-question.js";
import { recordOf } from "./record-of.js";
import { type Ruling, refused } from "./ruling.js";
import type { AuthzenAccess, AuthzenTenant } from "./service.js";
import type { Settings } from "./settings.js";

/** A question that is understood, and the record that it is about. */
export interface Prepared {
  readonly type: string;
  readonly question: AuthzenQuestion;
  readonly record: object;
}

/** What everything in one request is answered with: the tenant, and accesses and records that are looked up once. */
export class Consultation<Caller extends object | string> {
  readonly settings: Settings<Caller>;
  readonly #tenant: AuthzenTenant;
  readonly #asked: Omit<AuthzenRequest<Caller>, "context">;
  readonly #accesses = new Map<string, Promise<AuthzenAccess | null>>();
  readonly #records = new Map<string, Promise<object | null>>();

  constructor(settings: Settings<Caller>, tenant: AuthzenTenant, asked: Omit<AuthzenRequest<Caller>, "context">) {
    this.settings = settings;
    this.#tenant = tenant;
    this.#asked = asked;
  }

  get tenant(): AuthzenTenant {
    return this.#tenant;
  }

  /** The answer to one question. Names that nobody knows are no mistake of the request, and no yes. */
  async evaluate({ subject, action, resource, context }: AuthzenEvaluation): Promise<Ruling> {
    const prepared = await this.prepare(action, resource, context);
    if ("decision" in prepared) return prepared;
    const access = await this.accessOf(subject, context);
    return access === null ? refused("no_grant", "subject") : this.rule(access, prepared);
  }

  /** Understands what is asked, and finds the record; or says why the answer is no, whoever it is about. */
  async prepare(action: AuthzenAction, resource: AuthzenResource, context: JsonObject): Promise<Prepared | Ruling> {
    const { type } = resource;
    const question = await this.questionOf(action, type, context);
    if ("decision" in question) return question;
    const record = await remembered(this.#records, [resource, context], () => this.#recordOf(resource, context));
    return record === null ? refused("no_grant", "resource") : { type, question, record };
  }

  /** What an action means on a type. */
  async questionOf(action: AuthzenAction, type: string, context: JsonObject): Promise<AuthzenQuestion | Ruling> {
    const resource = this.typeOf(type);
    if (resource === null) return refused("invalid_request", "resource_type");
    const { question: read = readQuestion } = this.settings.options;
    const question = (await read(action, { type, context })) ?? null;
    const isKnown = question !== null && resource.actions.includes(question.action);
    return isKnown ? question : refused("invalid_request", "action");
  }

  /** What the model says of a type; `null` where it has none of that name. */
  typeOf(type: string): { readonly fields: readonly PortableField[]; readonly actions: readonly string[] } | null {
    const { policy = this.#tenant.policy } = this.settings.options;
    const { resources } = policy.toJSON().model;
    return (Object.hasOwn(resources, type) ? resources[type] : undefined) ?? null;
  }

  /** The access of a subject; `null` for one that is no principal. */
  accessOf(subject: AuthzenSubject, context: JsonObject): Promise<AuthzenAccess | null> {
    return remembered(this.#accesses, [subject, context], () => this.#open(subject, context));
  }

  /** Asks the policy. */
  rule(access: AuthzenAccess, { type, question, record }: Prepared): Ruling {
    try {
      const decision = access.decide({ ...question, type, record });
      if (decision.outcome !== "allow" || namesFields(question, record)) return { decision };
      const fields = access.fields(question.action, type, record);
      return fields.length === this.typeOf(type)?.fields.length ? { decision } : { decision, fields };
    } catch (error) {
      // a question that makes no sense is denied here, where it comes from outside
      if (isCallersMistake(error)) return refused("invalid_request");
      throw error;
    }
  }

  situationOf(subject: AuthzenSubject, context: JsonObject): AuthzenSituation<Caller> {
    return { ...this.#asked, subject, context };
  }

  async #open(subject: AuthzenSubject, context: JsonObject): Promise<AuthzenAccess | null> {
    const { options, subjectTypes } = this.settings;
    if (!subjectTypes.includes(subject.type) || !isPrincipalId(subject.id)) return null;
    const situation = this.situationOf(subject, context);
    const session = (await options.session?.(situation)) ?? null;
    const onBehalfOf = options.onBehalfOf === undefined ? null : await options.onBehalfOf(situation);
    if (onBehalfOf === undefined) {
      // somebody looked the human up and found none: going on alone would widen what the agent may do
      throw new CastellanError("invalid_options", "`onBehalfOf` gave `undefined`; `null` says that there is nobody");
    }
    const requestId = requestIdOf(this.#asked.request);
    return this.#tenant.access(subject.id, session, {
      ...(onBehalfOf !== null && { onBehalfOf }),
      ...(requestId !== null && { requestId }),
    });
  }

  async #recordOf(resource: AuthzenResource, context: JsonObject): Promise<object | null> {
    const { record, trustProperties = false } = this.settings.options;
    if (record !== undefined) return (await record(resource, { ...this.#asked, context })) ?? null;
    return recordOf(resource, this.typeOf(resource.type)?.fields ?? [], trustProperties ? "properties" : "id");
  }
}

/** What was found before for the same key, by whoever asked first. */
function remembered<Found>(
  known: Map<string, Promise<Found>>,
  key: readonly unknown[],
  find: () => Promise<Found>,
): Promise<Found> {
  const text = JSON.stringify(key);
  const found = known.get(text) ?? find();
  known.set(text, found);
  return found;
}

/** Whether a question says which fields it is about: then a yes is about all of these. */
function namesFields({ action, changes, fields }: AuthzenQuestion, record: object): boolean {
  const named = [...Object.keys(changes ?? {}), ...(fields ?? []), ...(action === "create" ? Object.keys(record) : [])];
  return named.length > 0;
}

/** What no store keeps anybody under. */
function isPrincipalId(id: string): boolean {
  return id.length > 0 && id.length <= 256 && !id.includes("\u0000");
}
