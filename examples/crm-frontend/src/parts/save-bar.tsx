import type { Cells, CrmType, RecordPage } from "../../../crm-backend/contract.js";
import { useAccess } from "../access.js";
import { call, messageOf } from "../api.js";
import { sentence } from "../format.js";
import { useSession } from "../me.js";
import { useStepUp } from "./step-up.js";
import { useToast } from "./toasts.js";
import { Why } from "./why.js";

interface SaveBarProps {
  readonly type: CrmType;
  readonly id: string;
  readonly record: Cells;
  readonly draft: Cells;
  readonly onDraft: (draft: Cells) => void;
  readonly onAnswer: (page: RecordPage) => void;
}

/** What can be done with the changes: decided here, from the snapshot, as they are typed; and by the server, on saving. */
export function SaveBar({ type, id, record, draft, onDraft, onAnswer }: SaveBarProps) {
  const access = useAccess();
  const { reload } = useSession();
  const run = useStepUp();
  const tell = useToast();
  const count = Object.keys(draft).length;
  if (count === 0) return null;

  const decision = access.decide({ action: "update", type, record, changes: draft });
  const missing = decision.outcome === "challenge" ? decision.requirements : [];
  const approval = missing.find(({ kind }) => kind === "approval");
  const act = async (work: () => Promise<void>) => {
    try {
      await work();
      onDraft({});
    } catch (error) {
      tell(messageOf(error));
    }
  };
  const save = () =>
    act(async () => {
      const answer = await run(() => call<RecordPage>("PATCH", `/records/${type}/${encodeURIComponent(id)}`, draft));
      if (answer === undefined) return;
      onAnswer(answer);
      tell("Saved.");
    });
  const ask = () =>
    act(async () => {
      await call("POST", "/approvals", { type, recordId: id, action: "update", changes: draft });
      await reload();
      tell("Asked for approval.");
    });

  return (
    <section className="save-bar" aria-label="Unsaved changes">
      <div className="save-words">
        {approval === undefined
          ? `${count} unsaved ${count === 1 ? "change" : "changes"}`
          : sentence(approval.statement.why ?? "this takes somebody's approval")}
        {decision.outcome === "deny" && (
          <Why type={type} action="update" id={id} changes={draft} about="can this not be saved" />
        )}
      </div>
      <button type="button" className="button" onClick={() => onDraft({})}>
        Discard
      </button>
      {approval === undefined ? (
        <button type="button" className="button primary" disabled={decision.outcome === "deny"} onClick={save}>
          Save
        </button>
      ) : (
        <button type="button" className="button primary" onClick={ask}>
          Ask for approval
        </button>
      )}
    </section>
  );
}
