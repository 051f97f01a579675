import type { Cells, CrmType } from "../../../crm-backend/contract.js";
import { useAccess } from "../access.js";
import { call, messageOf } from "../api.js";
import { useSession } from "../me.js";
import { Icon } from "./icons.js";
import { useStepUp } from "./step-up.js";
import { useToast } from "./toasts.js";
import { Why } from "./why.js";

interface ExportButtonProps {
  readonly type: CrmType;
  readonly id: string;
  readonly record: Cells;
}

/** Takes a record out of the system. What needs a step-up stays reachable: a no alone disables the button. */
export function ExportButton({ type, id, record }: ExportButtonProps) {
  const access = useAccess();
  const { reload } = useSession();
  const run = useStepUp();
  const tell = useToast();
  const decision = access.decide({ action: "export", type, record });
  const missing = decision.outcome === "challenge" ? decision.requirements : [];
  const takesApproval = missing.some(({ kind }) => kind === "approval");
  const exportRecord = async () => {
    const cells = await run(() => call<Cells>("POST", `/records/${type}/${encodeURIComponent(id)}/export`));
    if (cells === undefined) return;
    download(`${id}.json`, cells);
    tell(`Exported ${Object.keys(cells).length} fields.`);
  };
  const ask = async () => {
    await call("POST", "/approvals", { type, recordId: id, action: "export" });
    await reload();
    tell("Asked for approval.");
  };
  const act = () => (takesApproval ? ask() : exportRecord()).catch((error) => tell(messageOf(error)));
  return (
    <div className="page-actions">
      {decision.outcome === "deny" && <Why type={type} action="export" id={id} about="can this not be exported" />}
      <button type="button" className="button" disabled={decision.outcome === "deny"} onClick={act}>
        <Icon name={decision.outcome === "challenge" ? "shield" : "download"} />
        {takesApproval ? "Ask to export" : "Export"}
      </button>
    </div>
  );
}

function download(name: string, cells: Cells): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(cells, null, 2)], { type: "application/json" }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}
