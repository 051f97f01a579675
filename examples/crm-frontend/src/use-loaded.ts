import { useEffect, useState } from "react";
import { call, messageOf } from "./api.js";

/** What was asked for: while it is asked for anew, what was there stays. */
export interface Loaded<Answer> {
  readonly data: Answer | null;
  readonly problem: string | null;
  readonly isLoading: boolean;
  /** Takes what the server has answered to something else in place of what was loaded. */
  put(data: Answer): void;
}

type State<Answer> = Omit<Loaded<Answer>, "put">;

/**
 * Loads what is at a path, and again when the path or `key` changes.
 *
 * @param key - what the answer depends on beside the path: the access, so that what one may no longer see goes
 */
export function useLoaded<Answer>(path: string, key: unknown): Loaded<Answer> {
  const [loaded, setLoaded] = useState<State<Answer> & { readonly path: string }>({ ...NOTHING, path });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key only says when to ask again
  useEffect(() => {
    let isWanted = true;
    setLoaded((before) => ({ ...before, isLoading: true }));
    const finish = (data: Answer | null, problem: string | null) => {
      if (isWanted) setLoaded({ data, problem, isLoading: false, path });
    };
    call<Answer>("GET", path).then(
      (data) => finish(data, null),
      (error) => finish(null, messageOf(error)),
    );
    return () => {
      isWanted = false;
    };
  }, [path, key]);
  // a list may show its last page while it turns; another record is another record
  const state = sameThing(loaded.path, path) ? loaded : NOTHING;
  return { ...state, put: (data) => setLoaded({ data, problem: null, isLoading: false, path }) };
}

const NOTHING = { data: null, problem: null, isLoading: true };

function sameThing(before: string, now: string): boolean {
  return before.split("?")[0] === now.split("?")[0];
}
