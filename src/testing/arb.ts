// Arbitraries for fast-check. They draw from few values, so that what is drawn meets: most requests are about something
// that some statement speaks of. `scenarioOf(policy)` is what a policy of one's own is tested by.
export { approval } from "./arb/approval.js";
export { assignment } from "./arb/assignment.js";
export { condition, who } from "./arb/condition.js";
export { facts } from "./arb/facts.js";
export { hostileInput } from "./arb/hostile.js";
export { now } from "./arb/instant.js";
export { limit } from "./arb/limit.js";
export { model } from "./arb/model.js";
export { policy } from "./arb/policy.js";
export { principal } from "./arb/principal.js";
export { changes, proposedRecord, record } from "./arb/record.js";
export { request } from "./arb/request.js";
export { requirements, schedule } from "./arb/requirement.js";
export { scenario, scenarioOf } from "./arb/scenario.js";
export { session } from "./arb/session.js";
export { statements } from "./arb/statement.js";
