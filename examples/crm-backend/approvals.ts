import { randomUUID } from "node:crypto";
import type { Approval, UnmetApproval } from "castellan";
import type { ActionName, ApprovalRequest, Cells, CrmType } from "./contract.js";

/** What somebody asks a yes for. */
export interface ApprovalQuestion {
  readonly principal: string;
  readonly action: ActionName;
  readonly type: CrmType;
  readonly recordId: string;
  readonly changes?: Cells;
}

type Asked = ApprovalRequest & { readonly approval?: Approval };

/** Who asked for what, and what was answered. */
export class Approvals {
  readonly #requests = new Map<string, Asked>();

  /** Asks; the same question is asked once. */
  ask(question: ApprovalQuestion, { by, statement }: UnmetApproval, at: number): ApprovalRequest {
    const same = this.#all().find((it) => it.status === "open" && isSame(it, question));
    if (same !== undefined) return same;
    const request: Asked = { ...question, id: randomUUID(), status: "open", by, why: statement.why ?? "", at };
    this.#requests.set(request.id, request);
    return request;
  }

  open(id: string): Asked | undefined {
    const request = this.#requests.get(id);
    return request?.status === "open" ? request : undefined;
  }

  allOpen(): readonly Asked[] {
    return this.#all().filter(({ status }) => status === "open");
  }

  /** Says yes to exactly what was asked, with the record as the approver saw it. */
  grant(request: Asked, by: string, seen: Readonly<Record<string, unknown>>, at: number): void {
    const { id, principal, action, type, recordId, changes } = request;
    const approval: Approval = { id, by, principal, action, type, recordId, ...(changes && { changes }), seen, at };
    this.#requests.set(id, { ...request, status: "granted", answeredBy: by, approval });
  }

  decline(request: Asked, by: string): void {
    this.#requests.set(request.id, { ...request, status: "declined", answeredBy: by });
  }

  /** What was done needs no yes any more. */
  use(question: ApprovalQuestion): void {
    for (const it of this.#all()) {
      if (it.status === "granted" && isSame(it, question)) this.#requests.set(it.id, { ...it, status: "used" });
    }
  }

  /** The requests of somebody on a record. */
  of(principal: string, type: CrmType, recordId: string): readonly ApprovalRequest[] {
    return this.#all()
      .filter((it) => it.principal === principal && it.type === type && it.recordId === recordId)
      .map(({ approval: _, ...request }) => request);
  }

  /** The yeses that somebody got: facts for the policy. */
  givenTo(principal: string): readonly Approval[] {
    return this.#all().flatMap((it) =>
      it.principal === principal && it.status === "granted" && it.approval !== undefined ? [it.approval] : [],
    );
  }

  #all(): readonly Asked[] {
    return [...this.#requests.values()];
  }
}

function isSame(request: ApprovalQuestion, question: ApprovalQuestion): boolean {
  const key = ({ principal, action, type, recordId, changes }: ApprovalQuestion) =>
    JSON.stringify([principal, action, type, recordId, changes ?? null]);
  return key(request) === key(question);
}
