import type { SelfCheck } from "../self-check.js";
import { quote, say, tell } from "../terminal.js";
import { accessOf, firstOf, personCalled, type World } from "../world/world.js";

/** Two answers to "why can't I?", as the library words them. */
export function explained(world: World, check: SelfCheck): void {
  const deal = firstOf(world, "deal", ({ region }) => region === "DE");
  const contact = firstOf(world, "contact", ({ region }) => region === "FR");
  const agent = personCalled(world, "support agent · EMEA");

  tell("“Why can't I see the amount of this deal?” asks support. String(access.explain(…)) answers:");
  const amount = accessOf(agent).explain({ action: "read", type: "deal", record: deal, fields: ["amount"] });
  quote(String(amount));
  say();

  tell("“Why has this contact no name?” asks somebody in support who is cleared for Germany alone:");
  const cleared = { ...agent, principal: { ...agent.principal, attributes: { clearedRegions: ["DE"] } } };
  const name = accessOf(cleared).explain({ action: "read", type: "contact", record: contact, fields: ["name"] });
  quote(String(name));

  check.claim(
    "no role of support's shows amounts",
    amount.decision.outcome === "deny" && amount.decision.reason === "no_grant",
  );
  check.claim(
    "residency forbids the name",
    name.decision.outcome === "deny" && name.decision.statements.map(({ id }) => id).join() === "residency-contact",
  );
  check.claim(
    "the words give no value away",
    !String(amount).includes(String(deal.amount)) && !String(name).includes(contact.name),
  );
}
