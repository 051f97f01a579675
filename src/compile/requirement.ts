import type { Duration } from "../model/duration.js";
import { toMilliseconds } from "../model/duration.js";
import type { ApprovalRequirement, RequirementsData } from "../model/requirement-data.js";
import { CompileError } from "./compile-error.js";
import { type CompiledSchedule, compileSchedule } from "./schedule.js";

/** Durations in milliseconds; what is not stated is `undefined`. */
export interface CompiledMfa {
  readonly methods: ReadonlySet<string> | undefined;
  readonly withinMs: number | undefined;
  readonly phishingResistant: boolean;
  readonly factors: number;
}

/** See {@link CompiledMfa}. */
export interface CompiledSessionLimits {
  readonly maxAgeMs: number | undefined;
  readonly maxIdleMs: number | undefined;
}

/** See {@link CompiledMfa}. */
export interface CompiledApproval {
  readonly by: string;
  readonly count: number;
  readonly withinMs: number | undefined;
  readonly distinctFrom: readonly string[];
  readonly once: boolean;
}

/** A requirement, ready to be checked: equal ones are one object. */
export interface CompiledRequirement {
  /** The bit in which a party remembers that it is met; 0 where it does not. */
  readonly metBit: number;
  readonly data: RequirementsData;
  readonly mfa: CompiledMfa | undefined;
  readonly session: CompiledSessionLimits | undefined;
  readonly device: RequirementsData["device"];
  readonly network: RequirementsData["network"];
  readonly schedule: CompiledSchedule | undefined;
  readonly approval: CompiledApproval | undefined;
  readonly justification: boolean;
  /** Whether it is about the request as well, and so must be asked anew for each. */
  readonly dependsOnRequest: boolean;
}

/** So many bits a party has to remember by. */
export const REMEMBERED = 30;

const PARTS = new Set(["mfa", "session", "device", "network", "schedule", "approval", "justification"]);

/** Compiles requirements, each distinct one once. */
export class RequirementCompiler {
  readonly #known = new Map<string, CompiledRequirement>();
  readonly #remembered: number;

  /** @param remembered - of how many requirements a party remembers that they are met: {@link REMEMBERED} at most */
  constructor(remembered: number) {
    this.#remembered = remembered;
  }

  /** @throws CompileError for what states nothing, or something that cannot be read */
  compile(data: RequirementsData): CompiledRequirement {
    const key = JSON.stringify(data);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const count = this.#known.size;
    const requirement = compileRequirement(data, count < this.#remembered ? 1 << count : 0);
    this.#known.set(key, requirement);
    return requirement;
  }
}

function compileRequirement(data: RequirementsData, bit: number): CompiledRequirement {
  const parts = Object.keys(data);
  const unknown = parts.find((part) => !PARTS.has(part));
  if (parts.length === 0 || unknown !== undefined) throw new CompileError("a requirement states nothing that is known");
  const { mfa, session, device, network, schedule, approval } = data;
  const justification = data.justification === true;
  const dependsOnRequest = approval !== undefined || justification;
  return {
    metBit: dependsOnRequest ? 0 : bit,
    data,
    mfa: mfa && {
      methods: mfa.methods && new Set(mfa.methods),
      withinMs: lengthOf(mfa.within),
      phishingResistant: mfa.phishingResistant === true,
      factors: mfa.factors ?? 2,
    },
    session: session && { maxAgeMs: lengthOf(session.maxAge), maxIdleMs: lengthOf(session.maxIdle) },
    device,
    network,
    schedule: schedule && compileSchedule(schedule),
    approval: approval && compileApproval(approval),
    justification,
    dependsOnRequest,
  };
}

function compileApproval(approval: ApprovalRequirement): CompiledApproval {
  return {
    by: approval.by,
    count: approval.count ?? 1,
    withinMs: lengthOf(approval.within),
    distinctFrom: approval.distinctFrom ?? [],
    once: approval.once === true,
  };
}

function lengthOf(duration: Duration | undefined): number | undefined {
  if (duration === undefined) return undefined;
  const length = toMilliseconds(duration);
  if (!(length > 0)) throw new CompileError("a duration is no positive length of time");
  return length;
}
