import type { Persona } from "../../../crm-backend/contract.js";
import { useLoaded } from "../use-loaded.js";

/** Somebody's initials on a colour of their own. */
export function Avatar({ id, name }: { id: string; name: string }) {
  const initials = name.split(" ").map((word) => word.charAt(0));
  return (
    <span className={`avatar tone-${id.charCodeAt(0) % 6}`} aria-hidden="true">
      {initials}
    </span>
  );
}

interface PersonaListProps {
  readonly current?: string;
  readonly onChoose: (person: string) => void;
}

/** Everybody one can sit down as. */
export function PersonaList({ current, onChoose }: PersonaListProps) {
  const { data } = useLoaded<readonly Persona[]>("/personas", null);
  return (
    <ul className="personas">
      {data?.map((person) => (
        <li key={person.id}>
          <button type="button" aria-current={person.id === current} onClick={() => onChoose(person.id)}>
            <Avatar id={person.id} name={person.name} />
            <span>
              <strong>{person.name}</strong>
              <span className="persona-job">{person.job}</span>
              <span className="persona-hint">{person.hint}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
