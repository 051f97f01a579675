import type { ModelData, ResourceData } from "../../../model/model-data.js";
import { CASL_ISSUES, type CaslEffect, type CaslIssueCode, type CaslIssues } from "./issue.js";

/** What rules are read with. */
export interface ImportNames {
  readonly model: ModelData | null;
  readonly types: Readonly<Record<string, string>>;
  readonly actions: Readonly<Record<string, string | readonly string[]>>;
  readonly references: Readonly<Record<string, string>>;
  /** The logical operators that CASL was told of. */
  readonly operators: ReadonlySet<string>;
}

/** What is said about a part of a rule, and why. */
export interface Remark {
  readonly code: CaslIssueCode;
  /** What is special in this case; the code's own sentence, if left out. */
  readonly message?: string;
  readonly hint?: string;
}

/** A place in a rule. */
export class Site {
  readonly names: ImportNames;
  readonly isForbid: boolean;
  readonly #issues: CaslIssues;
  readonly #path: readonly (string | number)[];

  constructor(names: ImportNames, issues: CaslIssues, path: readonly (string | number)[], isForbid: boolean) {
    this.names = names;
    this.#issues = issues;
    this.#path = path;
    this.isForbid = isForbid;
  }

  at(...keys: readonly (string | number)[]): Site {
    return new Site(this.names, this.#issues, [...this.#path, ...keys], this.isForbid);
  }

  /** Says something about what is kept as it stands. */
  note(remark: Remark): void {
    this.#tell(remark, "kept");
  }

  /** Says that something cannot be taken: an allow goes without it, and a forbid without what narrowed it. */
  refuse(remark: Remark): undefined {
    this.#tell(remark, this.isForbid ? "wider_forbid" : "left_out");
    return undefined;
  }

  /** Says that something is left out, of an allow or of a forbid: the policy does not know it, and so never allows it. */
  drop(remark: Remark): undefined {
    this.#tell(remark, "left_out");
    return undefined;
  }

  #tell({ code, message = CASL_ISSUES[code], hint }: Remark, effect: CaslEffect): void {
    this.#issues.add({ code, path: this.#path, message, ...(hint !== undefined && { hint }), effect });
  }

  /** The resource type of a name, if there is a model. */
  resource(type: string): ResourceData | undefined {
    const { model } = this.names;
    return model !== null && Object.hasOwn(model.resources, type) ? model.resources[type] : undefined;
  }
}
