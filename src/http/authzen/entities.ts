import type { JsonObject } from "../../model/json.js";

/** About whom is asked: AuthZEN's *Subject*. */
export interface AuthzenSubject {
  readonly type: string;
  /** Taken for the id of a principal. */
  readonly id: string;
  /** What the caller says of the subject. Castellan believes none of it: it knows its principals. */
  readonly properties: JsonObject;
}

/** What is to be acted upon: AuthZEN's *Resource*. */
export interface AuthzenResource {
  /** A resource type of the model. */
  readonly type: string;
  readonly id: string;
  /** What the caller says of the record. */
  readonly properties: JsonObject;
}

/** What is to be done: AuthZEN's *Action*. */
export interface AuthzenAction {
  readonly name: string;
  readonly properties: JsonObject;
}

/** One question: AuthZEN's *Access Evaluation Request*. */
export interface AuthzenEvaluation {
  readonly subject: AuthzenSubject;
  readonly action: AuthzenAction;
  readonly resource: AuthzenResource;
  readonly context: JsonObject;
}

/** AuthZEN's *Decision*: an answer to one question. */
export interface AuthzenDecision {
  readonly decision: boolean;
  readonly context?: JsonObject;
}

/** Which entity a search is for. */
export type AuthzenSearchKind = "subject" | "resource" | "action";
