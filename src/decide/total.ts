import { readable } from "../compile/own.js";
import type { RequestData } from "../model/access-facts.js";
import { isCastellanError } from "../model/errors.js";
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
  request: RequestData,
  answer: (request: RequestData) => T,
  otherwise: () => T,
): T {
  try {
    return answer(request);
  } catch (error) {
    if (isCastellanError(error)) throw error;
  }
  try {
    return answer(plainCopy(at, request));
  } catch (error) {
    if (isCastellanError(error)) throw error;
    return otherwise();
  }
}

function plainCopy(at: Standpoint, request: RequestData): RequestData {
  const { action, type, record, changes, fields, justification } = request;
  const names = at.party.policy.resources.get(type)?.fieldIndex.keys() ?? [];
  const keys = [...names];
  return {
    action,
    type,
    record: readable(record, keys),
    ...(changes === undefined ? {} : { changes: readable(changes, [...new Set([...keys, ...Object.keys(changes)])]) }),
    ...(fields === undefined ? {} : { fields }),
    ...(justification === undefined ? {} : { justification }),
  };
}
