import { addingAForbidOrRequire } from "./laws/adding-a-forbid-or-require.js";
import { addingAnAllow } from "./laws/adding-an-allow.js";
import { addingAnApproval } from "./laws/adding-an-approval.js";
import { batchOfSingles } from "./laws/batch-of-singles.js";
import { canSome } from "./laws/can-some.js";
import { disjointScopes } from "./laws/disjoint-scopes.js";
import { fresherAuthentication } from "./laws/fresher-authentication.js";
import { inactiveOrRevoked } from "./laws/inactive-or-revoked.js";
import { maskedCells } from "./laws/masked-cells.js";
import { namedCures } from "./laws/named-cures.js";
import { neverWider } from "./laws/never-wider.js";
import { orderAndDuplicates } from "./laws/order-and-duplicates.js";
import { outsideItsWindow } from "./laws/outside-its-window.js";
import { removingAFact } from "./laws/removing-a-fact.js";
import { removingWhatDetermined } from "./laws/removing-what-determined.js";
import { serialisedAndRenamed } from "./laws/serialised-and-renamed.js";
import { timeLaw } from "./laws/time-law.js";
import { total } from "./laws/total.js";
import { wideningAScope } from "./laws/widening-a-scope.js";

/** The laws that every policy obeys, each a property: `fc.assert(lawProperty(laws.addingAnAllow, arb.scenarioOf(policy)))`. */
export const laws = {
  addingAnAllow,
  addingAForbidOrRequire,
  orderAndDuplicates,
  wideningAScope,
  disjointScopes,
  outsideItsWindow,
  timeLaw,
  removingAFact,
  maskedCells,
  removingWhatDetermined,
  neverWider,
  inactiveOrRevoked,
  fresherAuthentication,
  addingAnApproval,
  namedCures,
  serialisedAndRenamed,
  batchOfSingles,
  canSome,
  total,
} as const;
