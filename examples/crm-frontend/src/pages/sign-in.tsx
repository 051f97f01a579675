import { PersonaList } from "../parts/personas.js";

/** The door: a demo's, where one can be anybody. */
export function SignIn({ onChoose }: { onChoose: (person: string) => Promise<void> }) {
  return (
    <main className="sign-in">
      <span className="brand-mark" aria-hidden="true">
        H
      </span>
      <h1>Harbour CRM</h1>
      <p className="muted">
        One company, eleven desks. Sit down at one and see what the policy shows there, then change seats.
      </p>
      <PersonaList onChoose={onChoose} />
    </main>
  );
}
