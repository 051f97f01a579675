import type { Json, JsonObject } from "../../model/json.js";
import type { AuthzenAction, AuthzenEvaluation } from "./entities.js";
import { MalformedRequest } from "./malformed-request.js";

// drafts have all their members, also where these are undefined: one that is left out might be inherited

/** A subject or resource as far as it is given. */
export interface EntityDraft {
  readonly type: string | undefined;
  readonly id: string | undefined;
  readonly properties: JsonObject;
}

/** A subject or resource with all that it needs: a type rather than an interface, so that it is JSON too. */
export type CompleteEntity = { readonly type: string; readonly id: string; readonly properties: JsonObject };

/** An action as far as it is given. */
export interface ActionDraft {
  readonly name: string | undefined;
  readonly properties: JsonObject;
}

/** A request as far as it is given. What is there has the right type; whether enough is there is another question. */
export interface EvaluationDraft {
  readonly subject: EntityDraft | undefined;
  readonly action: ActionDraft | undefined;
  readonly resource: EntityDraft | undefined;
  readonly context: JsonObject | undefined;
}

/** Where nothing is given. */
const NOTHING: EvaluationDraft = { subject: undefined, action: undefined, resource: undefined, context: undefined };

/** The body of a request, or a part of it that has no name: an object. */
export function readBody(body: Json, label = "the body"): JsonObject {
  return objectAt(body, label);
}

/** Reads what is there of the four parts of a question; members that are not known are ignored. */
export function readDraft(holder: JsonObject): EvaluationDraft {
  return {
    subject: readEntity(holder, "subject"),
    action: readAction(holder),
    resource: readEntity(holder, "resource"),
    context: readObject(holder, "context", "`context`"),
  };
}

/**
 * One question, complete.
 *
 * Defaults stand in for whole entities; of one that is given, only a missing `type`, `id` or `name` is taken from them.
 */
export function completeEvaluation(draft: EvaluationDraft, defaults: EvaluationDraft = NOTHING): AuthzenEvaluation {
  return {
    subject: completeEntity("subject", draft.subject, defaults.subject),
    action: completeAction(draft.action, defaults.action),
    resource: completeEntity("resource", draft.resource, defaults.resource),
    context: draft.context ?? defaults.context ?? {},
  };
}

/** A subject or resource that must have a type and an id. */
export function completeEntity(
  name: "subject" | "resource",
  draft: EntityDraft | undefined,
  fallback?: EntityDraft,
): CompleteEntity {
  const entity = draft ?? fallback;
  if (entity === undefined) throw missing(name);
  const type = entity.type ?? fallback?.type;
  if (type === undefined) throw missing(`${name}.type`);
  const id = entity.id ?? fallback?.id;
  if (id === undefined) throw missing(`${name}.id`);
  return { type, id, properties: entity.properties };
}

/** A subject or resource that is searched for: it must have a type; an id is ignored. */
export function typeOf(name: "subject" | "resource", draft: EntityDraft | undefined): string {
  if (draft === undefined) throw missing(name);
  if (draft.type === undefined) throw missing(`${name}.type`);
  return draft.type;
}

/** An action that must have a name. */
export function completeAction(draft: ActionDraft | undefined, fallback?: ActionDraft): AuthzenAction {
  const action = draft ?? fallback;
  if (action === undefined) throw missing("action");
  const name = action.name ?? fallback?.name;
  if (name === undefined) throw missing("action.name");
  return { name, properties: action.properties };
}

/** An own member; what is inherited is not there. */
export function member(holder: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(holder, name) ? holder[name] : undefined;
}

/** A member that is an object, if it is there. */
export function readObject(holder: JsonObject, name: string, label: string): JsonObject | undefined {
  const value = member(holder, name);
  return value === undefined ? undefined : objectAt(value, label);
}

function readEntity(holder: JsonObject, name: "subject" | "resource"): EntityDraft | undefined {
  const entity = readObject(holder, name, `\`${name}\``);
  if (entity === undefined) return undefined;
  return {
    type: readText(entity, "type", name),
    id: readText(entity, "id", name),
    properties: propertiesOf(entity, name),
  };
}

function readAction(holder: JsonObject): ActionDraft | undefined {
  const action = readObject(holder, "action", "`action`");
  if (action === undefined) return undefined;
  return { name: readText(action, "name", "action"), properties: propertiesOf(action, "action") };
}

function propertiesOf(entity: JsonObject, name: string): JsonObject {
  return readObject(entity, "properties", `\`${name}.properties\``) ?? {};
}

function readText(holder: JsonObject, key: string, name: string): string | undefined {
  const value = member(holder, key);
  if (value === undefined || typeof value === "string") return value;
  throw new MalformedRequest(`\`${name}.${key}\` is not a string`);
}

function objectAt(value: Json, label: string): JsonObject {
  if (isJsonObject(value)) return value;
  throw new MalformedRequest(`${label} is not an object`);
}

function isJsonObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function missing(name: string): MalformedRequest {
  return new MalformedRequest(`\`${name}\` is missing`);
}
