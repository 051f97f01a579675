import type { JsonObject } from "../../model/json.js";
import type { AuthzenAction } from "./entities.js";
import { MalformedRequest } from "./malformed-request.js";
import type { AuthzenQuestion, AuthzenTarget } from "./options.js";
import { member, readObject } from "./read-entities.js";

/**
 * What an action means where the host does not say: the policy's action of that name. Its properties may narrow the question
 * to `fields`, or name the `changes`; what is there but of the wrong type is not passed over, since less would be asked then.
 */
export function readQuestion({ name, properties }: AuthzenAction, { context }: AuthzenTarget): AuthzenQuestion {
  const changes = readObject(properties, "changes", "`action.properties.changes`");
  const fields = readFields(properties);
  const justification = readJustification(properties) ?? justificationIn(context);
  return {
    action: name,
    ...(changes && { changes }),
    ...(fields && { fields }),
    ...(justification !== undefined && { justification }),
  };
}

function readFields(properties: JsonObject): readonly string[] | undefined {
  const fields = member(properties, "fields");
  if (fields === undefined) return undefined;
  if (Array.isArray(fields) && fields.every((it) => typeof it === "string")) return fields;
  throw new MalformedRequest("`action.properties.fields` is not an array of strings");
}

function readJustification(properties: JsonObject): string | undefined {
  const justification = member(properties, "justification");
  if (justification === undefined || typeof justification === "string") return justification;
  throw new MalformedRequest("`action.properties.justification` is not a string");
}

/** The context is anybody's: what is no text there means something else. */
function justificationIn(context: JsonObject): string | undefined {
  const justification = member(context, "justification");
  return typeof justification === "string" ? justification : undefined;
}
