import type { Role } from "./role.js";
import type { Rules, Statements } from "./statements.js";
import type { AnyRole, Vocabulary, VocabularyOf } from "./vocabulary.js";

/** A set of roles of which one principal may hold at most so many. The names are checked when it is defined. */
export interface SeparationOfDuty<RoleName extends string> {
  readonly id: string;
  readonly roles: readonly (RoleName | AnyRole)[];
  readonly atMost: number;
  /** Count active roles only. */
  readonly dynamic?: boolean;
}

/** What `definePolicy()` takes. */
export interface PolicyDefinition<V extends Vocabulary, RoleName extends string = V["role"]> {
  readonly id: string;
  readonly version: number;
  readonly roles: { readonly [Name in RoleName]: Role<V> };
  /** Policy-wide *forbid* and *require*. */
  readonly rules?: Rules<V>;
  readonly separationOfDuty?: readonly SeparationOfDuty<V["role"]>[];
}

/** A role's statements in a file of their own: `const own = { … } satisfies StatementsOf<typeof model>`. */
export type StatementsOf<Source> = Statements<VocabularyOf<Source>>;

/** Policy-wide rules in a file of their own. */
export type RulesOf<Source> = Rules<VocabularyOf<Source>>;

/** A role in a file of its own: `const rep = { … } satisfies RoleOf<typeof model>`. */
export type RoleOf<Source> = Role<VocabularyOf<Source>>;
