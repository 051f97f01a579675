import { own, readable } from "../compile/own.js";
import type { RequestData } from "../model/access-facts.js";
import { InvalidRequestError, isCastellanError } from "../model/errors.js";
import type { Standpoint } from "./standpoint.js";

/**
 * Answers a request whatever it throws while it is read: records with getters, proxies, facts with traps. What throws is
 * asked about once more, in a plain copy in which such values are unknown; if that does not help, there is no answer.
 *
 * @param answer - may throw anything
 * @param otherwise - the answer where there is none: a deny
 * @throws only errors of castellan's own
 */
export function total<T>(
  at: Standpoint,
  given: RequestData,
  answer: (request: RequestData) => T,
  otherwise: (request: RequestData) => T,
): T {
  const request = partsOf(given);
  try {
    return answer(request);
  } catch (error) {
    if (isCastellanError(error)) throw error;
  }
  try {
    return answer(plainCopy(at, request));
  } catch (error) {
    if (isCastellanError(error)) throw error;
    return otherwise(request);
  }
}

const PARTS = ["action", "type", "record", "changes", "fields", "justification"] as const;

/** The parts of a request, each read once. */
function partsOf(given: RequestData): RequestData {
  if (typeof given !== "object" || given === null) {
    throw new InvalidRequestError("invalid_request", "the request is not an object");
  }
  try {
    const parts = PARTS.map((part) => [part, own(given, part)]).filter(([, value]) => value !== undefined);
    return Object.fromEntries(parts) as RequestData;
  } catch {
    throw new InvalidRequestError("invalid_request", "the request cannot be read");
  }
}

function plainCopy(at: Standpoint, request: RequestData): RequestData {
  const { type, record, changes } = request;
  const keys = [...(at.party.policy.resources.get(type)?.fieldIndex.keys() ?? [])];
  return {
    ...request,
    record: readable(record, keys),
    ...(changes === undefined ? {} : { changes: readable(changes, [...new Set([...keys, ...Object.keys(changes)])]) }),
  };
}
