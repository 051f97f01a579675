import type { ReactElement, ReactNode } from "react";
import type { ClientAccess } from "../client/client-access.js";
import type { TypeName, Vocabulary } from "../model/vocabulary.js";
import type { FieldName } from "../policy/access.js";
import type { AccessProviderProps, CanProps, FieldProps } from "./props.js";

/** What `createAccessContext` gives: components and a hook that know the names of one policy. */
export interface AccessContext<V extends Vocabulary> {
  /** Lets everything inside ask: an access that goes on with time, and with each new snapshot. */
  readonly AccessProvider: (props: AccessProviderProps<V>) => ReactElement;

  /**
   * The access as of now. Who calls it is rendered again when something begins or ends, or a new snapshot comes.
   *
   * @throws Error outside of an `AccessProvider`
   */
  readonly useAccess: () => ClientAccess<V>;

  /** Shows something to who may, something else to who may after a step-up, and something else to who may not. */
  readonly Can: <Type extends TypeName<V>>(props: CanProps<V, Type>) => ReactNode;

  /** Shows a field as it may be shown: visible, masked or hidden; to be changed, or to be read only. */
  readonly Field: <Type extends TypeName<V>, Name extends FieldName<V, Type>>(
    props: FieldProps<V, Type, Name>,
  ) => ReactNode;
}
