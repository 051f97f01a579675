import type { ReactNode } from "react";
import type { AccessSnapshot, ClientAccess } from "../client/index.js";
import type { Outcome } from "../model/decision.js";
import type { TypeName, Vocabulary } from "../model/vocabulary.js";
import type { ActionName, CellView, FieldName, RecordOf } from "../policy/access.js";

/** What {@link AccessContext.AccessProvider} takes: a snapshot, or an access that was hydrated elsewhere. */
export type AccessProviderProps<V extends Vocabulary> = AccessProviderOptions &
  (
    | { readonly snapshot: AccessSnapshot | string; readonly access?: never }
    | { readonly access: ClientAccess<V>; readonly snapshot?: never }
  );

/** What {@link AccessContext.AccessProvider} takes besides its snapshot. */
export interface AccessProviderOptions {
  /**
   * Told when facts have changed by themselves: something began or ended. What is shown is right without it; it is the time
   * to fetch a new snapshot. Told once for each snapshot, and not more often than every ten seconds.
   */
  readonly onStale?: () => void;
  /** The instant (epoch ms). Default: the clock of the browser; one that is behind the snapshot's is put forward. */
  readonly clock?: () => number;
  readonly children?: ReactNode;
}

/** What {@link AccessContext.Can} takes. */
export interface CanProps<V extends Vocabulary, Type extends TypeName<V>> {
  readonly action: ActionName<V, Type>;
  readonly type: Type;
  /** Left out, the question is whether it could be for some record: yes or no. */
  readonly record?: RecordOf<V, Type>;
  /** One field; left out, any. */
  readonly field?: FieldName<V, Type>;
  /** Shown on yes; a function is told the outcome, whatever it is. */
  readonly children?: ReactNode | ((outcome: Outcome) => ReactNode);
  /** Shown where the answer is yes after a step-up. Default: `fallback`. */
  readonly challenge?: ReactNode;
  /** Shown on no. */
  readonly fallback?: ReactNode;
}

/** What {@link AccessContext.Field} takes. */
export interface FieldProps<V extends Vocabulary, Type extends TypeName<V>, Name extends FieldName<V, Type>> {
  readonly type: Type;
  readonly record: RecordOf<V, Type>;
  readonly field: Name;
  /** The action that `outcome` and `canUpdate` are about. Default `update`. */
  readonly action?: ActionName<V, Type>;
  /** How the field looks in each of its states; left out, its value as text. */
  readonly children?: (state: FieldState<FieldValue<V, Type, Name>>) => ReactNode;
  /** Shown in place of a hidden field, where `children` is left out. */
  readonly fallback?: ReactNode;
}

/** The value of a field, as records hold it. */
export type FieldValue<
  V extends Vocabulary,
  Type extends TypeName<V>,
  Name extends FieldName<V, Type>,
> = Name extends keyof RecordOf<V, Type> ? RecordOf<V, Type>[Name] : unknown;

/** How a field stands: visible, masked or hidden; to be changed, after a step-up, or to be read only. */
export interface FieldState<Value = unknown> {
  readonly view: CellView;
  /** As it is, in part (a text), or `undefined` for what is hidden. */
  readonly value: Value | undefined;
  /** Whether it may be changed as things stand. */
  readonly canUpdate: boolean;
  /** The same, but telling a step-up (`"challenge"`) from a no. */
  readonly outcome: Outcome;
}
