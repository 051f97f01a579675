import type { CommandInputs, CommandResult } from "../../lifecycle/command.js";
import type { ScimMapping } from "../../lifecycle/identity/scim-mapping.js";
import type { PrincipalState } from "../../model/principal-state.js";

/** What the handler asks of a service: what `createCastellan` gives has it. */
export interface ScimService {
  /** One tenant of it. */
  tenant(id: string): ScimTenant;
}

/** One tenant of a service, as far as SCIM needs it. */
export interface ScimTenant {
  /** What is kept on somebody. */
  read(principalId: string): Promise<PrincipalState | undefined>;
  /** What is kept on everybody. */
  people(): AsyncIterable<PrincipalState>;
  /** Gives commands as the host itself, under this name in the audit. */
  asSystem(name: string): ScimCommander;
}

/** Who carries out what a SCIM client says. */
export interface ScimCommander {
  /** Applies what the client says of somebody. */
  applyIdentity(
    principalId: string,
    input: Omit<CommandInputs["applyIdentity"], "principalId">,
  ): Promise<CommandResult<"applyIdentity">>;
}

/** How SCIM is served. */
export interface ScimOptions {
  /** Whose people are provisioned. */
  readonly tenant: string;
  /** What users and groups mean, made by `defineScimMapping`. */
  readonly mapping: ScimMapping;
  /**
   * Whether a request comes from the client: `acceptBearer` makes one for tokens. Anything but `true`, and an error, is a no.
   */
  readonly authenticate: (request: Request) => boolean | Promise<boolean>;
  /** The path under which the handler answers. Default `/scim/v2`. */
  readonly basePath?: string;
  /** What the addresses of resources begin with. Default: the origin of the request, and `basePath`. */
  readonly baseUrl?: string;
  /** The longest body, in bytes. Default 1,048,576 (1 MiB). */
  readonly maxBytes?: number;
  /** The most resources of one answer: a whole number from 1. Default 200. */
  readonly maxResults?: number;
  /**
   * Finds the id of the principal with a user name (compared without case) or an external id, where an index of your own is faster
   * than looking at everybody. What it finds is looked at; what it does not find is taken for unknown.
   */
  readonly lookUp?: (attribute: "userName" | "externalId", value: string) => Promise<string | undefined>;
  /** The clock, in epoch ms. Default: the system's. */
  readonly now?: () => number;
  /** As it stands in the audit. Default `scim`. */
  readonly actor?: string;
  /** Hears of errors that the client is not told about. */
  readonly onError?: (error: unknown) => void;
}
