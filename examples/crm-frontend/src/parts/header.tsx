import { useId, useRef } from "react";
import { useSession } from "../me.js";
import { navigate } from "../router.js";
import { Countdown } from "./countdown.js";
import { Icon } from "./icons.js";
import { Avatar, PersonaList } from "./personas.js";

/** Who is here, until when, and who else one could be. */
export function Header() {
  const { me, signIn } = useSession();
  const popover = useId();
  const list = useRef<HTMLDivElement>(null);
  const choose = async (person: string) => {
    list.current?.hidePopover();
    await signIn(person);
    navigate("/");
  };
  return (
    <header className="header">
      <Countdown />
      <button type="button" className="person" popoverTarget={popover}>
        <Avatar id={me.person.id} name={me.person.name} />
        <span className="person-words">
          <strong>{me.person.name}</strong>
          <span>{me.person.job}</span>
        </span>
        <Icon name="down" />
      </button>
      <div id={popover} ref={list} popover="auto" className="popover switcher" role="dialog" aria-label="Sit down as">
        <h2>Sit down as</h2>
        <PersonaList current={me.person.id} onChoose={choose} />
      </div>
    </header>
  );
}
