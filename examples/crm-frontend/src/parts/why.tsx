import { Fragment, useId, useState } from "react";
import type { ActionName, Cells, CrmType, FieldName } from "../../../crm-backend/contract.js";
import { call, messageOf } from "../api.js";

interface WhyProps {
  readonly type: CrmType;
  readonly action: ActionName;
  /** The record; without one it is about the type. */
  readonly id?: string | undefined;
  readonly fields?: readonly FieldName[];
  readonly changes?: Cells;
  /** What is asked, for those who do not see where the button stands: "can this not be exported". */
  readonly about: string;
  /** What the button says. */
  readonly label?: string;
}

/** Why not? The server's own explanation, asked for when the button is pressed. */
export function Why({ type, action, id, fields, changes, about, label }: WhyProps) {
  const popover = useId();
  const question = `Why ${about}?`;
  const [text, setText] = useState<string | null>(null);
  const explain = async () => {
    setText(null);
    const path = id === undefined ? `/records/${type}/explain` : `/records/${type}/${encodeURIComponent(id)}/explain`;
    try {
      setText((await call<{ text: string }>("POST", path, { action, fields, changes })).text);
    } catch (error) {
      setText(messageOf(error));
    }
  };
  return (
    <>
      <button
        type="button"
        className="why"
        popoverTarget={popover}
        aria-label={label === undefined ? question : `${label}: ${question}`}
      >
        {label ?? "Why?"}
      </button>
      <div
        id={popover}
        popover="auto"
        className="popover why-text"
        role="dialog"
        aria-label={question}
        onToggle={(event) => event.newState === "open" && explain()}
      >
        <Prose text={text} />
      </div>
    </>
  );
}

/** The explanation's lines: an answer, then reasons and remedies under their headings. */
function Prose({ text }: { text: string | null }) {
  if (text === null) return <p className="muted">Asking the policy …</p>;
  return text.split("\n").map((line, index) => {
    const key = `${index} ${line}`;
    if (line.startsWith("  ")) {
      return (
        <p key={key} className="why-item">
          <Words line={line.replace(/^ *- /, "")} />
        </p>
      );
    }
    if (line.endsWith(":")) return <h3 key={key}>{line}</h3>;
    return (
      <p key={key} className={index === 0 ? "why-answer" : "why-note"}>
        <Words line={line} />
      </p>
    );
  });
}

/** Names of the policy stand between backticks. */
function Words({ line }: { line: string }) {
  return line.split("`").map((part, index) => {
    const key = `${index} ${part}`;
    return index % 2 === 1 ? <code key={key}>{part}</code> : <Fragment key={key}>{part}</Fragment>;
  });
}
