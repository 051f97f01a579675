import {
  createContext,
  createElement,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from "react";
import { HydratedAccess } from "../client/access.js";
import { readSnapshot } from "../client/snapshot.js";
import type { Outcome } from "../model/decision.js";
import type { UnknownVocabulary, VocabularyOf } from "../model/vocabulary.js";
import type { AccessContext } from "./access-context.js";
import { AccessStore, type AnyAccess, type StaleListener } from "./access-store.js";
import { AccessViews } from "./access-views.js";
import { LazyFieldState, shownValue } from "./field-state.js";
import type { AccessProviderProps, CanProps, FieldProps } from "./props.js";

/**
 * Makes a provider, a hook and two components that know the names of one policy.
 *
 * @typeParam Source - the policy: `typeof policy`
 * @example
 * import { createElement } from "react";
 * import { renderToStaticMarkup } from "react-dom/server";
 * const note = resource({ fields: [{ name: "id", type: "string" }, { name: "text", type: "string" }], actions: ["read", "update"] });
 * const reader = { title: "Reader", statements: { note: [{ allow: "read" }] } } as const;
 * const policy = definePolicy(defineModel({ resources: { note } }), { id: "notes", version: 1, roles: { reader } });
 * const principal = { id: "u1", kind: "employee", status: "active" } as const;
 * const access = policy.access({ principal, assignments: [{ id: "a1", role: "reader" }], session: null, now: 0 });
 *
 * const { AccessProvider, useAccess } = createAccessContext<typeof policy>();
 * const Page = () => (useAccess().canSome("update", "note") ? "Edit" : "Read only");
 * const page = createElement(AccessProvider, { snapshot: access.snapshot() }, createElement(Page));
 * renderToStaticMarkup(page) // => "Read only"
 */
export function createAccessContext<Source = { readonly "~vocabulary"?: UnknownVocabulary }>(): AccessContext<
  VocabularyOf<Source>
> {
  const Context = createContext<AccessViews | null>(null);

  function AccessProvider({
    snapshot,
    access,
    onStale,
    clock = Date.now,
    children,
  }: AccessProviderProps<UnknownVocabulary>) {
    const stale = useRef<StaleListener>({ onStale, toldAt: Number.NEGATIVE_INFINITY }).current;
    useEffect(() => {
      stale.onStale = onStale;
    });
    // biome-ignore lint/correctness/useExhaustiveDependencies: a clock is one all along, written in place or not
    const store = useMemo(() => new AccessStore(access ?? opened(snapshot), clock, stale), [access, snapshot]);
    const current = useSyncExternalStore(store.subscribe, store.current, store.initial);
    const value = useMemo(() => new AccessViews(current), [current]);
    return createElement(Context.Provider, { value }, children);
  }

  function useViews(): AccessViews {
    const views = useContext(Context);
    if (views === null) throw new Error("useAccess, <Can> and <Field> work inside of <AccessProvider> alone");
    return views;
  }

  function useAccess(): AnyAccess {
    return useViews().access;
  }

  function Can({
    action,
    type,
    record,
    field,
    children,
    challenge,
    fallback,
  }: CanProps<UnknownVocabulary, string>): ReactNode {
    const access = useAccess();
    const outcome = outcomeOf(access, action, type, record, field);
    if (typeof children === "function") return children(outcome);
    if (outcome === "allow") return children;
    return outcome === "challenge" && challenge !== undefined ? challenge : fallback;
  }

  function Field({
    type,
    record,
    field,
    action = "update",
    children,
    fallback,
  }: FieldProps<UnknownVocabulary, string, string>): ReactNode {
    const views = useViews();
    if (children !== undefined) return children(new LazyFieldState(views, action, type, record, field));
    const view = views.view(type, record, field);
    return view === "hidden" ? fallback : textOf(shownValue(views, view, type, record, field));
  }

  return { AccessProvider, useAccess, Can, Field } as AccessContext<UnknownVocabulary> as AccessContext<
    VocabularyOf<Source>
  >;
}

/** As of the instant at which it was taken: the same on a server and in the first look of a page that came from one. */
function opened(given: unknown): AnyAccess {
  const snapshot = readSnapshot(given);
  return new HydratedAccess(snapshot, snapshot.now) as AnyAccess;
}

function outcomeOf(access: AnyAccess, action: string, type: string, record?: object, field?: string): Outcome {
  if (record !== undefined) return access.outcome(action, type, record, field);
  return access.canSome(action, type, undefined, field) ? "allow" : "deny";
}

function textOf(value: unknown): string {
  return value === undefined || value === null ? "" : String(value);
}
