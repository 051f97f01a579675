import { crmPolicy } from "castellan/presets";
import type { SelfCheck } from "../self-check.js";
import { grouped, say, styled, table, tell } from "../terminal.js";
import { mailAgent } from "../world/people.js";
import { now, personCalled, sessionAt, type World } from "../world/world.js";

/** An agent that may do what its human may, and never more; and less, if it is told so. */
export function onBehalf(world: World, check: SelfCheck): void {
  const human = personCalled(world, "sales rep · UKI");
  tell(
    "A program drafts mails for a sales rep in UKI. It has its own identity, reaches all of EMEA, and acts for her:",
  );

  const party = ({ principal, assignments }: typeof human) => ({ principal, assignments, session: sessionAt(now) });
  const alone = crmPolicy.access({ ...party(mailAgent), now });
  const herself = crmPolicy.access({ ...party(human), now });
  const together = crmPolicy.access({ ...party(mailAgent), onBehalfOf: party(human), now });
  const narrowed = together.attenuate({ allow: { contact: ["read"] }, until: now + 10 * 60_000 });

  const row = (title: string, access: typeof alone) => {
    const reads = access.checker("read", "contact");
    const mails = access.checker("send_email", "contact");
    const { contact } = world.records;
    return { title, read: contact.filter((c) => reads(c)).length, mail: contact.filter((c) => mails(c)).length };
  };
  const rows = [
    row("the agent alone", alone),
    row("the sales rep herself", herself),
    row("the agent on her behalf", together),
    row("… attenuated to reading", narrowed),
    row("… ten minutes later", narrowed.at(now + 10 * 60_000)),
  ];
  table(
    [
      { title: "", width: 26 },
      { title: "reads contacts", width: 15, align: "right" },
      { title: "may mail", width: 15, align: "right" },
    ],
    rows.map(({ title, read, mail }) => [title, grouped(read), grouped(mail)]),
  );
  say(styled("dim", "both must be allowed, each with their own roles, session and clearance"));

  const [agentRow, humanRow, both, less, later] = rows;
  const isBoth = (record: (typeof world.records.contact)[number]) =>
    together.can("read", "contact", record) ===
    (alone.can("read", "contact", record) && herself.can("read", "contact", record));
  check.claim("together they read what both may read, record by record", world.records.contact.every(isBoth));
  check.claim("the agent alone reads more than the human", (agentRow?.read ?? 0) > (humanRow?.read ?? 0));
  check.claim("on her behalf it reads no more than she does", both?.read === humanRow?.read);
  check.claim("she mails nobody who asked not to be contacted", (humanRow?.mail ?? 0) < (humanRow?.read ?? 0));
  check.claim("attenuated, it reads and mails nobody", less?.read === both?.read && less?.mail === 0);
  check.claim("and after ten minutes it does nothing", later?.read === 0);
}
