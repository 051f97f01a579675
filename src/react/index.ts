export type { AccessContext } from "./access-context.js";
export { createAccessContext } from "./create-access-context.js";
export type {
  AccessProviderOptions,
  AccessProviderProps,
  CanProps,
  FieldProps,
  FieldState,
  FieldValue,
} from "./props.js";
