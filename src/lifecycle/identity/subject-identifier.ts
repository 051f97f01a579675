import { own } from "../../compile/own.js";

/** Whom an event is about: a subject identifier (RFC 9493), as far as castellan reads it. */
export type SubjectIdentifier =
  | { readonly format: "iss_sub"; readonly iss: string; readonly sub: string }
  | { readonly format: "email"; readonly email: string }
  | { readonly format: "phone_number"; readonly phone_number: string }
  | { readonly format: "opaque"; readonly id: string }
  | { readonly format: "account" | "uri"; readonly uri: string }
  | { readonly format: "did"; readonly url: string };

/** Whom an event is about, in parts: somebody, one of their sessions, one of their devices. */
export interface EventSubject {
  /** All names that are given; several for `aliases`. */
  readonly users: readonly SubjectIdentifier[];
  readonly session?: SubjectIdentifier;
  readonly device?: SubjectIdentifier;
  /** Whether it speaks of a part of what somebody has, such as one session. */
  readonly isPart: boolean;
}

/** Which members each format has. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  iss_sub: ["iss", "sub"],
  email: ["email"],
  phone_number: ["phone_number"],
  opaque: ["id"],
  account: ["uri"],
  uri: ["uri"],
  did: ["url"],
};

const LONGEST = 1_024;
const MOST_ALIASES = 20;

/** Reads a subject, simple or complex; `undefined` where it cannot be read. */
export function readEventSubject(value: unknown): EventSubject | undefined {
  const format = own(value, "format");
  const parts = ["user", "session", "device", "tenant", "group", "application", "org_unit"];
  const isComplex =
    format === "complex" || (format === undefined && parts.some((name) => own(value, name) !== undefined));
  if (!isComplex) {
    const users = readAliases(value);
    return users.length === 0 ? undefined : { users, isPart: false };
  }
  const session = readSimple(own(value, "session"));
  const device = readSimple(own(value, "device"));
  return {
    users: readAliases(own(value, "user")),
    ...(session === undefined ? {} : { session }),
    ...(device === undefined ? {} : { device }),
    isPart: true,
  };
}

/** What names something within the format of its identifier. */
export function nameIn(subject: SubjectIdentifier): string {
  switch (subject.format) {
    case "iss_sub":
      return subject.sub;
    case "email":
      return subject.email;
    case "phone_number":
      return subject.phone_number;
    case "opaque":
      return subject.id;
    case "account":
    case "uri":
      return subject.uri;
    case "did":
      return subject.url;
  }
}

function readAliases(value: unknown): readonly SubjectIdentifier[] {
  const aliases = own(value, "format") === "aliases" ? own(value, "identifiers") : [value];
  const list: readonly unknown[] = Array.isArray(aliases) ? aliases.slice(0, MOST_ALIASES) : [];
  return list.flatMap((alias) => readSimple(alias) ?? []);
}

function readSimple(value: unknown): SubjectIdentifier | undefined {
  const format = own(value, "format");
  if (typeof format !== "string" || !Object.hasOwn(MEMBERS, format)) return undefined;
  const entries = (MEMBERS[format] ?? []).map((name) => [name, own(value, name)] as const);
  const isRead = entries.every(([, text]) => typeof text === "string" && text !== "" && text.length <= LONGEST);
  const subject: object = { format, ...Object.fromEntries(entries) };
  return isRead ? (subject as SubjectIdentifier) : undefined;
}
