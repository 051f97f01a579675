/** Whether a requirement holds; if not, whether the person can cure it. Ordered: the least of several counts. */
export type Met = 0 | 1 | 2;

export const INCURABLE: Met = 0;
export const CURABLE: Met = 1;
export const MET: Met = 2;
