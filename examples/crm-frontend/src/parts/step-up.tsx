import {
  createContext,
  type ReactNode,
  type SubmitEvent,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
} from "react";
import { call, messageOf, ProblemError } from "../api.js";
import { sentence } from "../format.js";
import { useSession } from "../me.js";
import { Icon } from "./icons.js";
import { useToast } from "./toasts.js";

/** Runs something that the server may ask for more proof for; gives nothing where the person would not. */
type Run = <Answer>(work: () => Promise<Answer>) => Promise<Answer | undefined>;

const StepUpContext = createContext<Run>((work) => work());

/** Tries, lets the person prove more if that is what is missing, and tries again. */
export function useStepUp(): Run {
  return useContext(StepUpContext);
}

interface Question {
  readonly why: readonly string[];
  answer(isProved: boolean): void;
}

/** Where the person is asked. */
export function StepUp({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState<Question | null>(null);
  const ask = useCallback(
    (why: readonly string[]) => new Promise<boolean>((answer) => setQuestion({ why, answer })),
    [],
  );
  const run: Run = useCallback(
    async (work) => {
      try {
        return await work();
      } catch (error) {
        const why = proofsMissing(error);
        if (why === null) throw error;
        const isProved = await ask(why);
        setQuestion(null);
        return isProved ? work() : undefined;
      }
    },
    [ask],
  );
  return (
    <StepUpContext value={run}>
      {children}
      {question !== null && <Dialog {...question} />}
    </StepUpContext>
  );
}

function proofsMissing(error: unknown): readonly string[] | null {
  if (!(error instanceof ProblemError) || error.problem.error !== "challenge") return null;
  const proofs = error.problem.requirements.filter(({ kind }) => kind === "mfa" || kind === "reauthenticate");
  return proofs.length === 0 ? null : proofs.map(({ statement }) => statement.why ?? statement.id);
}

function Dialog({ why, answer }: Question) {
  const { me, reload } = useSession();
  const tell = useToast();
  const dialog = useRef<HTMLDialogElement>(null);
  const [problem, setProblem] = useState("");
  useEffect(() => dialog.current?.showModal(), []);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    try {
      await call("POST", "/session/factors", Object.fromEntries(new FormData(event.currentTarget)));
      await reload();
      tell("Verified. That counts for 15 minutes.");
      answer(true);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="step-up-title" onClose={() => answer(false)}>
      <form onSubmit={submit}>
        <span className="dialog-mark">
          <Icon name="shield" />
        </span>
        <h2 id="step-up-title">Confirm that it is you</h2>
        {why.map((reason) => (
          <p key={reason} className="muted">
            {sentence(reason)}
          </p>
        ))}
        {/* so that a password manager knows whose it is */}
        <input hidden autoComplete="username" value={me.person.id} readOnly />
        <label className="stacked">
          Password
          <input name="password" type="password" autoComplete="current-password" required autoFocus />
        </label>
        <label className="stacked">
          Code from your authenticator
          <input
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="[0-9]{6}"
            maxLength={6}
            required
          />
        </label>
        <p className="demo-note">
          In this demo the password is <code>demo</code> and the code <code>246810</code>.
        </p>
        <p className="problem-line" role="alert">
          {problem}
        </p>
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            Verify
          </button>
        </div>
      </form>
    </dialog>
  );
}
