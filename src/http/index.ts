export type { Json, JsonObject } from "../model/json.js";
export { type Problem, problemResponse } from "./problem.js";
export { type JsonBody, type ReadJsonOptions, readJson } from "./read-json.js";
