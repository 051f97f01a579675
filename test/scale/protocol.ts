/** How a process hears of the commits of others. */
export type News = "polling" | "notify" | "redis";

/** What a process is started with. */
export interface Setup {
  /** Of PostgreSQL: of a proxy, as a rule. */
  readonly url: string;
  readonly schema: string;
  readonly news: News;
  readonly redisUrl: string;
  readonly channel: string;
  readonly freshForMs: number;
  readonly pollMs: number;
  /** How long a question to the database may take. */
  readonly timeoutMs: number;
}

/** One answer, with the instants between which it was found: milliseconds of a clock that all processes of a machine share. */
export interface Answer {
  readonly asked: number;
  readonly told: number;
  readonly atLeast: number;
  readonly allowed: boolean;
  /** Why it was no. */
  readonly reason: string | undefined;
}

/** One command, with the instants between which it was carried out. */
export interface Change {
  readonly begun: number;
  readonly done: number;
  /** `undefined` where it is unknown whether it was made. */
  readonly revision: number | undefined;
  readonly assignmentId: string | undefined;
  readonly key: string;
}

/** What a process can be told to do. */
export interface Tasks {
  /** Gives a right, or takes it away. */
  assign(tenant: string, principalId: string, key: string): Promise<Change>;
  revoke(tenant: string, principalId: string, assignmentId: string, key: string): Promise<Change>;
  /** Asks once. */
  ask(tenant: string, principalId: string, atLeast: number): Promise<Answer>;
  /** Asks again and again until the answer is no; gives the last yes and the first no. */
  askUntilNo(
    tenant: string,
    principalId: string,
    longestMs: number,
  ): Promise<{ lastYes: Answer | undefined; no: Answer }>;
  /** Asks again and again for a while, each time with the highest revision that `heard` told of. */
  askFor(tenant: string, principalId: string, forMs: number): Promise<readonly Answer[]>;
  /** A revision that was acknowledged somewhere. */
  heard(revision: number): Promise<void>;
  /** Opens an access of everybody once, so that they are known. */
  meet(tenants: readonly string[], people: number): Promise<void>;
  /** How many accesses it opens and asks, of people in turn. */
  decide(tenants: readonly string[], people: number, forMs: number, width: number): Promise<number>;
  /** How many commands it carries out. */
  command(tenants: readonly string[], people: number, forMs: number): Promise<number>;
  close(): Promise<void>;
}

/** A task as it is sent. */
export interface Call {
  readonly id: number;
  readonly task: keyof Tasks;
  readonly args: readonly unknown[];
}

/** What comes back. */
export type Reply = { readonly id: number; readonly result: unknown } | { readonly id: number; readonly error: string };

/** Milliseconds of a clock that all processes of a machine share, and that nobody sets. */
export function sharedNow(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
