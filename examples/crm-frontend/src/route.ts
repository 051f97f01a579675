import { type CrmType, crmTypes } from "../../crm-backend/contract.js";
import { useAccess } from "./access.js";
import { useLocation } from "./router.js";

/** The page that an address stands for. */
export interface Route {
  /** `null`: the approvals. */
  readonly type: CrmType | null;
  /** `undefined`: the list. */
  readonly id: string | undefined;
}

/** Where one is. An address that says nothing leads to the first list that is open. */
export function useRoute(): Route {
  const [, first, id] = useLocation().pathname.split("/");
  const access = useAccess();
  if (first === "approvals") return { type: null, id: undefined };
  const home = crmTypes.find((type) => access.canSome("read", type)) ?? "deal";
  return { type: crmTypes.find((type) => type === first) ?? home, id: id === "" ? undefined : id };
}
