import { lintPolicy } from "castellan";
import { crmPolicy } from "castellan/presets";
import { expect, it } from "vitest";

// each is meant; whoever adds one gives its reason here
const deliberate: Readonly<Record<string, string>> = {
  "unguarded_change roles.sales_rep.statements.deal.2.to":
    "a deal is not born won, and winning it later is what reps do; `big-deal` and `close-won` guard that",
  "unguarded_change roles.sales_rep.statements.deal.3.to": "the same statement for the price",
  "self_assignable_role roles.administrator.assignableBy":
    "somebody has to make administrators; `maxHolders` bounds how many there are, `never-for-oneself` whom they make",
  "unreadable_field model.resources.contact.sensitive.4":
    "no job of the preset needs birthdays: name them in a role of your own",
  "unreadable_field model.resources.contact.sensitive.5": "no job of the preset needs home addresses either",
  "unreadable_field model.resources.setting.sensitive.0": "a secret can be set, and never read back",
  "unheld_action model.resources.ticket.actions.3": "history is kept: deleting tickets takes a role of your own",
  "unheld_action model.resources.ticket.actions.4":
    "tickets are full of what people wrote: exporting takes a role of your own",
};

it("leaves lint nothing to report but what is deliberate", () => {
  const findings = lintPolicy(crmPolicy).map(({ code, path }) => `${code} ${path.join(".")}`);
  expect(findings.sort()).toEqual(Object.keys(deliberate).sort());
});

it("has no error among what is deliberate", () => {
  expect(lintPolicy(crmPolicy).filter(({ severity }) => severity === "error")).toEqual([]);
});
