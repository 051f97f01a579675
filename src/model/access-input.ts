import type { AccessFacts, PartyFacts } from "./access-facts.js";
import type { Assignment } from "./assignment.js";
import type { RecordInput } from "./record-input.js";
import type { Statements } from "./statements.js";
import type { Vocabulary, VocabularyOf } from "./vocabulary.js";

/** What a principal may hold under a policy: one of its roles, or statements of its own. */
export type AssignmentUnder<V extends Vocabulary> = Assignment<V["role"], V["dimension"], Statements<V>>;

/** An assignment in a file of its own: `const rows: AssignmentOf<typeof policy>[]`. */
export type AssignmentOf<Source> = AssignmentUnder<VocabularyOf<Source>>;

/** The facts about one party to a request, in a policy's own words. */
export type PartyInput<V extends Vocabulary> = PartyFacts<RecordInput<V["attributes"]>, AssignmentUnder<V>>;

/** What `policy.access()` takes, in a policy's own words. */
export type AccessInput<V extends Vocabulary> = AccessFacts<RecordInput<V["attributes"]>, AssignmentUnder<V>>;
