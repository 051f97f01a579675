import type { Kleene } from "../compile/kleene.js";

/** A condition, ready to be asked: of a record, the old record, and an instant (epoch ms). */
export type Evaluate = (subject: object, old: object, now: number) => Kleene;
