import { EVERY } from "./names.js";

/** What a rule is about. */
export interface Reach {
  readonly actions: readonly string[];
  readonly type: string;
  /** `null`: every field. */
  readonly fields: readonly string[] | null;
}

/** Stands for some action, or some type: whichever a `cannot` names. */
const SOME = "";

/** The `cannot`s so far, to be found by what they overlap with. */
export class EarlierForbids {
  readonly #cells = new Map<string, { isWhole: boolean; readonly fields: Set<string> }>();

  add({ actions, type, fields }: Reach): void {
    for (const action of [...actions, SOME]) for (const each of [type, SOME]) this.#mark(`${each}\n${action}`, fields);
  }

  /** Whether one of them concerns what an allow grants. */
  overlap({ actions, type, fields }: Reach): boolean {
    const types = type === EVERY ? [SOME] : [type, EVERY];
    return actions.some((action) =>
      types.some((each) =>
        (action === EVERY ? [SOME] : [action, EVERY]).some((one) => this.#meets(`${each}\n${one}`, fields)),
      ),
    );
  }

  #mark(key: string, fields: Reach["fields"]): void {
    const cell = this.#cells.get(key) ?? { isWhole: false, fields: new Set<string>() };
    if (fields === null) cell.isWhole = true;
    else for (const field of fields) cell.fields.add(field);
    this.#cells.set(key, cell);
  }

  #meets(key: string, fields: Reach["fields"]): boolean {
    const cell = this.#cells.get(key);
    return cell !== undefined && (cell.isWhole || fields === null || fields.some((field) => cell.fields.has(field)));
  }
}
