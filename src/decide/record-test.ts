/** A yes or no about a record. */
export type RecordTest = (record: object) => boolean;

export const NEVER: RecordTest = () => false;
export const ALWAYS: RecordTest = () => true;

/** So many tests are chained at most. */
const MAX_CHAINED = 32;

/** Whether one test says yes. Written out for a few: each then has a call of its own, which engines know to inline. */
export function anyOf(tests: readonly RecordTest[]): RecordTest {
  const [first, second, third, fourth] = tests;
  if (first === undefined) return NEVER;
  if (tests.includes(ALWAYS)) return ALWAYS;
  if (second === undefined) return first;
  if (third === undefined) return (record) => first(record) || second(record);
  if (fourth === undefined) return (record) => first(record) || second(record) || third(record);
  // who holds very many roles is asked in a loop: a chain of calls so long would run out of stack
  if (tests.length > MAX_CHAINED) return (record) => tests.some((test) => test(record));
  const rest = anyOf(tests.slice(3));
  return (record) => first(record) || second(record) || third(record) || rest(record);
}

/** Whether all tests say yes. */
export function allOf(tests: readonly RecordTest[]): RecordTest {
  const [first, second, ...rest] = tests.filter((test) => test !== ALWAYS);
  if (first === undefined) return ALWAYS;
  if (second === undefined) return first;
  const others = rest.length === 0 ? second : allOf([second, ...rest]);
  return (record) => first(record) && others(record);
}
