import type { AccessSnapshot } from "castellan/client";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import type { Me as MeOf } from "../../crm-backend/contract.js";
import { AccessProvider } from "./access.js";
import { call } from "./api.js";

type Me = MeOf<AccessSnapshot>;

interface Session {
  readonly me: Me;
  /** Asks the server anew who is here and what they may. */
  reload(): Promise<void>;
  signIn(person: string): Promise<void>;
}

const SessionContext = createContext<Session | null>(null);

/** Who is signed in. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("nobody is signed in here");
  return session;
}

interface SessionGateProps {
  readonly children: ReactNode;
  /** What is shown to whoever is not signed in. */
  readonly signIn: (onChoose: (person: string) => Promise<void>) => ReactNode;
}

/** Knows who is signed in, and hands their access to everything below. */
export function SessionGate({ children, signIn: signInPage }: SessionGateProps) {
  const [me, setMe] = useState<Me | "unknown" | "nobody">("unknown");
  const reload = useCallback(async () => setMe((await call<Me | null>("GET", "/me")) ?? "nobody"), []);
  const signIn = useCallback(
    async (person: string) => {
      await call("POST", "/session", { person });
      await reload();
    },
    [reload],
  );
  // what begins and ends by itself is in the snapshot; that somebody was active meanwhile is not. Where the server cannot
  // be reached, what is shown stays right without it
  const refresh = useCallback(() => void reload().catch(() => undefined), [reload]);
  useEffect(refresh, [refresh]);
  const session = useMemo(() => (typeof me === "string" ? null : { me, reload, signIn }), [me, reload, signIn]);

  if (me === "unknown") return null;
  if (session === null) return signInPage(signIn);
  return (
    <SessionContext value={session}>
      <AccessProvider snapshot={session.me.snapshot} onStale={refresh}>
        {children}
      </AccessProvider>
    </SessionContext>
  );
}
