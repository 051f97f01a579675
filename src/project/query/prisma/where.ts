/** A `where` of Prisma Client: plain data, with `Date`s and the client's own references to fields. */
export interface PrismaWhere {
  readonly [key: string]: unknown;
}

export function every(...wheres: readonly PrismaWhere[]): PrismaWhere {
  const [only] = wheres;
  return only !== undefined && wheres.length === 1 ? only : { AND: wheres };
}

/** One of at least one: of none, Prisma may keep everything. */
export function some(...wheres: readonly [PrismaWhere, ...PrismaWhere[]]): PrismaWhere {
  return wheres.length === 1 ? wheres[0] : { OR: wheres };
}
