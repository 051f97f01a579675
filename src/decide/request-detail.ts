/** What a request says besides action, record and field. */
export interface RequestDetail {
  readonly changes: object | null;
  readonly justification: string | undefined;
}
