import type { ActionOf, DenyReason, FieldOf, PortableField, RecordInput, RowOf, UnmetRequirement } from "castellan";
import type { CrmResources } from "castellan/presets";

/** The resource types that have a page here: some of the preset's sixteen. */
export const crmTypes = ["account", "contact", "deal", "report", "user"] as const;

export type CrmType = (typeof crmTypes)[number];

/** Makes something for every type. */
export function perType<Made>(make: (type: CrmType) => Made): Readonly<Record<CrmType, Made>> {
  return {
    account: make("account"),
    contact: make("contact"),
    deal: make("deal"),
    report: make("report"),
    user: make("user"),
  };
}

/** A whole record of one of these types. */
export type CrmRow = RowOf<CrmResources[CrmType]>;

/** The name of any of their fields. */
export type FieldName = FieldOf<CrmResources[CrmType]>;

/** The name of any action on them. */
export type ActionName = ActionOf<CrmResources[CrmType]>;

/** A record as it leaves the server: a cell that may not be seen is not there. Changes look the same. */
export type Cells = RecordInput<CrmRow>;

/** A field as the model knows it. */
export type FieldInfo = PortableField & { readonly name: FieldName };

/** What the names behind ids are, as far as they may be seen. */
export type Names = Readonly<Record<string, string>>;

/** What a page must know of a type: its fields, and what a list of it shows. */
export interface TypeInfo {
  readonly fields: readonly FieldInfo[];
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** The field that the buttons above a list filter by. */
  readonly facet: FieldName;
}

/** Somebody to sit down as. */
export interface Persona {
  readonly id: string;
  readonly name: string;
  /** What they are to this company, in a few words. */
  readonly job: string;
  /** What to look at when sitting here. */
  readonly hint: string;
}

/** The fields that hold an id of another record, whatever the type that has them. */
export const references: Readonly<Partial<Record<FieldName, CrmType>>> = {
  accountId: "account",
  parentAccountId: "account",
  ownerId: "user",
  managerId: "user",
  createdById: "user",
};

/** Who is here, and what they may: `snapshot` is `access.snapshot()`. */
export interface Me<Snapshot> {
  readonly person: Persona;
  readonly snapshot: Snapshot;
  readonly types: Readonly<Record<CrmType, TypeInfo>>;
  /** Requests that wait for this person's yes. */
  readonly waiting: number;
}

export interface ListPage {
  /** The columns that have something to show. */
  readonly columns: readonly FieldName[];
  readonly rows: readonly Cells[];
  readonly total: number;
  readonly pageSize: number;
  readonly names: Names;
  /** The columns by which this person may sort. */
  readonly sortable: readonly FieldName[];
  readonly isSearchable: boolean;
  /** How many there are of each; `null` where the field may not be grouped by. */
  readonly facets: readonly { readonly value: string; readonly count: number }[] | null;
}

export interface RecordPage {
  readonly record: Cells;
  readonly names: Names;
  /** This person's own requests on the record. */
  readonly requests: readonly ApprovalRequest[];
}

/** Somebody asks for somebody's yes. */
export interface ApprovalRequest {
  readonly id: string;
  readonly status: "open" | "granted" | "declined" | "used";
  readonly principal: string;
  readonly action: ActionName;
  readonly type: CrmType;
  readonly recordId: string;
  readonly changes?: Cells;
  /** The role that the yes takes. */
  readonly by: string;
  readonly why: string;
  readonly at: number;
  /** Who answered. */
  readonly answeredBy?: string;
}

/** Requests that wait for this person. */
export interface Inbox {
  readonly requests: readonly (ApprovalRequest & { readonly record: Cells })[];
  readonly names: Names;
}

/** Every answer that is not a success. */
export type Problem =
  | { readonly error: "unauthenticated" | "not_found" | "bad_request" | "internal"; readonly message: string }
  | {
      readonly error: "denied";
      readonly reason: DenyReason;
      readonly message: string;
      readonly fields?: readonly string[];
    }
  | { readonly error: "challenge"; readonly requirements: readonly UnmetRequirement[]; readonly message: string };
