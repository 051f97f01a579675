import type { Inbox } from "../../../crm-backend/contract.js";
import { useAccess } from "../access.js";
import { call, messageOf } from "../api.js";
import { sentence, titleOf } from "../format.js";
import { useSession } from "../me.js";
import { Avatar } from "../parts/personas.js";
import { requestText } from "../parts/requests.js";
import { useToast } from "../parts/toasts.js";
import { Link } from "../router.js";
import { useLoaded } from "../use-loaded.js";

/** What waits for one's yes. */
export function Approvals() {
  const { reload } = useSession();
  const tell = useToast();
  const { data } = useLoaded<Inbox>("/approvals", useAccess());
  const answer = async (id: string, verb: "grant" | "decline") => {
    try {
      await call("POST", `/approvals/${id}/${verb}`);
      tell(verb === "grant" ? "Approved. It counts for this change alone." : "Declined.");
    } catch (error) {
      tell(messageOf(error));
    }
    await reload();
  };
  return (
    <section aria-labelledby="approvals-title">
      <div className="page-head">
        <h1 id="approvals-title">Approvals</h1>
      </div>
      {data?.requests.length === 0 && <p className="empty">Nothing waits for your yes.</p>}
      <ul className="inbox">
        {data?.requests.map((request) => {
          const name = data.names[request.principal] ?? request.principal;
          return (
            <li key={request.id} className="card">
              <Avatar id={request.principal} name={name} />
              <div>
                <p>
                  <strong>{name}</strong> asks to <strong>{requestText(request)}</strong>:{" "}
                  <Link to={`/${request.type}/${request.recordId}`}>{titleOf(request.record, request.recordId)}</Link>
                </p>
                <p className="muted">{sentence(request.why)}</p>
              </div>
              <div className="inbox-buttons">
                <button type="button" className="button" onClick={() => answer(request.id, "decline")}>
                  Decline
                </button>
                <button type="button" className="button primary" onClick={() => answer(request.id, "grant")}>
                  Approve
                </button>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
