import type { Cells, CrmType } from "../../../crm-backend/contract.js";
import { useAccess } from "../access.js";
import { call, messageOf } from "../api.js";
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
  const run = useStepUp();
  const tell = useToast();
  // people are exported by nobody here but administrators, and not one by one
  const outcome = access.outcome("export", type, record);
  const exportRecord = async () => {
    try {
      const cells = await run(() => call<Cells>("POST", `/records/${type}/${encodeURIComponent(id)}/export`));
      if (cells === undefined) return;
      download(`${id}.json`, cells);
      tell(`Exported ${Object.keys(cells).length} fields.`);
    } catch (error) {
      tell(messageOf(error));
    }
  };
  return (
    <div className="page-actions">
      {outcome === "deny" && <Why type={type} action="export" id={id} about="can this not be exported" />}
      <button type="button" className="button" disabled={outcome === "deny"} onClick={exportRecord}>
        <Icon name={outcome === "challenge" ? "shield" : "download"} />
        Export
      </button>
    </div>
  );
}

function download(name: string, cells: Cells): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(cells, null, 2)], { type: "application/json" }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}
