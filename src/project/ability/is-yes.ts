import { isCastellanError } from "../../model/errors.js";

/** Whether a question is answered with yes. To CASL a question that makes no sense is a no, and not an error. */
export function isYes(ask: () => boolean): boolean {
  try {
    return ask();
  } catch (error) {
    if (isCastellanError(error)) return false;
    throw error;
  }
}
