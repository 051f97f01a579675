import type { ApprovalRequest, RecordPage } from "../../../crm-backend/contract.js";
import { call, messageOf } from "../api.js";
import { capitalised, labelOf, valueLabel } from "../format.js";
import { Icon } from "./icons.js";
import { useStepUp } from "./step-up.js";
import { useToast } from "./toasts.js";

interface RequestsProps {
  readonly page: RecordPage;
  readonly onAnswer: (page: RecordPage) => void;
}

/** What one has asked for on this record, and what became of it. */
export function Requests({ page, onAnswer }: RequestsProps) {
  return page.requests
    .filter(({ status }) => status !== "used")
    .map((request) => <Request key={request.id} request={request} names={page.names} onAnswer={onAnswer} />);
}

type RequestProps = Pick<RequestsProps, "onAnswer"> & { request: ApprovalRequest; names: RecordPage["names"] };

function Request({ request, names, onAnswer }: RequestProps) {
  const run = useStepUp();
  const tell = useToast();
  const { status, type, recordId, changes, answeredBy = "" } = request;
  const apply = async () => {
    try {
      const answer = await run(() => call<RecordPage>("PATCH", `/records/${type}/${recordId}`, changes));
      if (answer !== undefined) onAnswer(answer);
      tell("Saved, with approval.");
    } catch (error) {
      tell(messageOf(error));
    }
  };
  const who = names[answeredBy] ?? answeredBy;
  const said = {
    open: "waits for a yes",
    granted: `was approved by ${who}`,
    declined: `was declined by ${who}`,
    used: "is done",
  };
  return (
    <div className={`notice notice-${status}`}>
      <Icon name={status === "open" ? "clock" : status === "granted" ? "approvals" : "close"} />
      <p>
        <strong>{capitalised(requestText(request))}</strong> {said[status]}.
      </p>
      {status === "granted" && changes !== undefined && (
        <button type="button" className="button primary" onClick={apply}>
          Apply it now
        </button>
      )}
    </div>
  );
}

/** What a request is about, in words: "change Stage to Won". */
export function requestText({ action, changes }: ApprovalRequest): string {
  if (changes === undefined) return action.replaceAll("_", " ");
  const texts = Object.entries(changes).map(([field, value]) => `${labelOf(field)} to ${valueLabel(String(value))}`);
  return `change ${texts.join(", ")}`;
}
