import type { Approval } from "castellan";
import type { SelfCheck } from "../self-check.js";
import { answer, detail, tell } from "../terminal.js";
import { accessOf, firstOf, now, personCalled, type World } from "../world/world.js";

/** A junior closes a deal: asked for approval, approved, done, and for nothing else. */
export function approval(world: World, check: SelfCheck): void {
  const junior = personCalled(world, "junior · DACH");
  const manager = personCalled(world, "sales manager · DACH");
  const isTheirs = (deal: { ownerId: string; stage: string; amount: number }) =>
    deal.ownerId === junior.principal.id && deal.stage === "negotiation" && deal.amount < 100_000;
  const deal = firstOf(world, "deal", isTheirs);
  const other = firstOf(world, "deal", (candidate) => isTheirs(candidate) && candidate.id !== deal.id);
  const changes = { stage: "won" } as const;
  tell(
    "A junior wins a deal. Whoever holds the junior template needs a sales manager's yes for that, and for nothing else.",
  );

  const ask = (record: typeof deal, approvals: readonly Approval[] = []) =>
    accessOf(junior, { approvals }).decide({ action: "update", type: "deal", record, changes });
  const first = ask(deal);
  answer(first.outcome, `update ${deal.id} to stage won`, "needs an approval by sales_manager");

  const yes: Approval = {
    id: "ap-1",
    by: manager.principal.id,
    principal: junior.principal.id,
    action: "update",
    type: "deal",
    recordId: deal.id,
    changes,
    at: now - 5 * 60_000,
  };
  const second = ask(deal, [yes]);
  answer(second.outcome, "the same, five minutes after the manager said yes");
  const elsewhere = ask(other, [yes]);
  answer(elsewhere.outcome, `update ${other.id} to stage won`, "that yes was for another deal");
  const own = ask(deal, [{ ...yes, by: junior.principal.id }]);
  answer(own.outcome, "the first deal, approved by the junior", "nobody approves themselves");
  const work = accessOf(junior).decide({
    action: "update",
    type: "deal",
    record: deal,
    changes: { nextStep: "visit" },
  });
  answer(work.outcome, "update the deal's next step", "ordinary work");
  detail(`the approval counts until ${new Date(now - 5 * 60_000 + 86_400_000).toISOString()}`);

  const kinds = first.outcome === "challenge" ? first.requirements.map(({ kind }) => kind) : [];
  check.claim("winning asks for an approval, and only that", kinds.join() === "approval");
  check.claim("the approval lets it through", second.outcome === "allow");
  check.claim("it covers no other deal", elsewhere.outcome === "challenge");
  check.claim("nobody approves for themselves", own.outcome === "challenge");
  check.claim("ordinary work needs nobody", work.outcome === "allow");
  const dead = accessOf(junior, { approvals: [yes], at: now + 86_400_000 });
  check.claim("a day later the yes is void", dead.outcome("update", "deal", deal, "stage") === "challenge");
}
