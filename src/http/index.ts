export { authzen } from "./authzen/authzen.js";
export type { AuthzenAction, AuthzenResource, AuthzenSearchKind, AuthzenSubject } from "./authzen/entities.js";
export type {
  AuthzenLimits,
  AuthzenOptions,
  AuthzenQuestion,
  AuthzenRecordSearch,
  AuthzenRequest,
  AuthzenSituation,
  AuthzenTarget,
  Awaitable,
} from "./authzen/options.js";
export type { AuthzenAccess, AuthzenService, AuthzenTenant } from "./authzen/service.js";
export type { AcrValue } from "./challenge/acr-values.js";
export { type ChallengeOptions, type Refusal, toChallengeResponse } from "./challenge/to-challenge-response.js";
export { type ChallengeScheme, InvalidChallengeOptionsError } from "./challenge/www-authenticate.js";
export { errorResponse } from "./error-response.js";
export { type Problem, problemResponse } from "./problem.js";
export { type JsonBody, type ReadJsonOptions, readJson } from "./read-json.js";
export { acceptBearer } from "./scim/accept-bearer.js";
export type { ScimCommander, ScimOptions, ScimService, ScimTenant } from "./scim/options.js";
export { scim } from "./scim/scim.js";
