import type { CrmType } from "../../../crm-backend/contract.js";
import { Icon } from "./icons.js";
import { plurals } from "./sidebar.js";
import { Why } from "./why.js";

/** In place of a page that one may not see, or may not see any more. */
export function Closed({ type }: { type: CrmType }) {
  const name = plurals[type].toLowerCase();
  return (
    <section className="closed-page">
      <span className="closed-mark">
        <Icon name="lock" />
      </span>
      <h1>{plurals[type]} are closed to you</h1>
      <p className="muted">
        Nothing that you hold now lets you see {name}. If that was different a moment ago, it has ended.
      </p>
      <Why type={type} action="read" about={`are ${name} closed`} label="Why, and what would help?" />
    </section>
  );
}
