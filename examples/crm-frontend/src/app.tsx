import { useEffect } from "react";
import { Can } from "./access.js";
import { SessionGate, useSession } from "./me.js";
import { Approvals } from "./pages/approvals.js";
import { List } from "./pages/list.js";
import { RecordView } from "./pages/record.js";
import { SignIn } from "./pages/sign-in.js";
import { Closed } from "./parts/closed.js";
import { Header } from "./parts/header.js";
import { Sidebar } from "./parts/sidebar.js";
import { StepUp } from "./parts/step-up.js";
import { Toasts } from "./parts/toasts.js";
import { useRoute } from "./route.js";
import { navigate, useLocation } from "./router.js";

/** The CRM. */
export function App() {
  return (
    <Toasts>
      <SessionGate signIn={(onChoose) => <SignIn onChoose={onChoose} />}>
        <Shell />
      </SessionGate>
    </Toasts>
  );
}

function Shell() {
  const { me } = useSession();
  return (
    // another person starts with an empty page
    <StepUp key={me.person.id}>
      <a className="skip-link" href="#main">
        Skip to the content
      </a>
      <div className="shell">
        <Sidebar />
        <div className="desk">
          <Header />
          <main id="main" tabIndex={-1}>
            <Page />
          </main>
        </div>
      </div>
    </StepUp>
  );
}

function Page() {
  const { type, id } = useRoute();
  const isHome = useLocation().pathname === "/";
  // one stays on the list that one was led to, also when another opens or this one closes
  useEffect(() => {
    if (isHome) navigate(`/${type}`, { replace: true });
  }, [isHome, type]);
  if (type === null) return <Approvals />;
  return (
    <Can action="read" type={type} fallback={<Closed type={type} />}>
      {id === undefined ? <List key={type} type={type} /> : <RecordView key={`${type}/${id}`} type={type} id={id} />}
    </Can>
  );
}
