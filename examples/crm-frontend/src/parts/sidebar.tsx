import { type CrmType, crmTypes } from "../../../crm-backend/contract.js";
import { Can } from "../access.js";
import { useSession } from "../me.js";
import { useRoute } from "../route.js";
import { Link } from "../router.js";
import { Icon } from "./icons.js";
import { Why } from "./why.js";

/** What the types are called, several at a time. */
export const plurals: Readonly<Record<CrmType, string>> = {
  account: "Accounts",
  contact: "Contacts",
  deal: "Deals",
  report: "Reports",
  user: "People",
};

/** Where one can go; what is closed says why. */
export function Sidebar() {
  const { me } = useSession();
  const here = useRoute();
  return (
    <aside className="sidebar">
      <Link to="/" className="brand">
        <span className="brand-mark" aria-hidden="true">
          H
        </span>
        Harbour
      </Link>
      <nav aria-label="Main">
        <ul>
          {crmTypes.map((type) => (
            <TypeLink key={type} type={type} isCurrent={here.type === type} />
          ))}
          <li>
            <Link to="/approvals" isCurrent={here.type === null}>
              <Icon name="approvals" />
              Approvals
              {me.waiting > 0 && <span className="count">{me.waiting}</span>}
            </Link>
          </li>
        </ul>
      </nav>
      <p className="footnote">
        The server decides with castellan; this page asks the same policy what to show. Everything is as new when the
        server starts again.
      </p>
    </aside>
  );
}

function TypeLink({ type, isCurrent }: { type: CrmType; isCurrent: boolean }) {
  const name = plurals[type];
  const closed = (
    <li className="closed">
      <span>
        <Icon name="lock" />
        {name}
      </span>
      <Why type={type} action="read" about={`are ${name.toLowerCase()} closed`} />
    </li>
  );
  return (
    <Can action="read" type={type} fallback={closed}>
      <li>
        <Link to={`/${type}`} isCurrent={isCurrent}>
          <Icon name={type} />
          {name}
        </Link>
      </li>
    </Can>
  );
}
