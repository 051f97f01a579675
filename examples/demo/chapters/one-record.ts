import type { SelfCheck } from "../self-check.js";
import { type Cell, table, tell } from "../terminal.js";
import { accessOf, firstOf, personCalled, type World } from "../world/world.js";

const fields = ["name", "jobTitle", "email", "phone", "mobile", "birthDate", "language"] as const;

/** One contact, as three roles see it. */
export function oneRecord(world: World, check: SelfCheck): void {
  const contact = firstOf(
    world,
    "contact",
    (c) => c.region === "DE" && c.marketingConsent && !c.doNotContact && c.mobile !== null && c.email.length <= 21,
  );
  tell(
    `One contact in Germany, three jobs. mask() keeps what each may read, shows in part what is masked, and drops the rest.`,
  );
  const seen = ["sales rep · DACH", "support agent · EMEA", "marketing · EMEA"].map((title) => {
    const access = accessOf(personCalled(world, title));
    return {
      title,
      mask: access.mask("contact", contact),
      view: (field: (typeof fields)[number]) => access.view("contact", contact, field),
    };
  });
  table(
    [{ title: "", width: 9 }, ...seen.map(({ title }) => ({ title, width: 21 }))],
    fields.map((field): Cell[] => [
      { text: field, style: "dim" },
      ...seen.map(({ mask, view }): Cell => {
        if (view(field) === "hidden") return { text: "–", style: "dim" };
        const text = String(mask[field] ?? "");
        return view(field) === "masked" ? { text, style: "yellow" } : text;
      }),
    ]),
  );
  const [rep, support, marketing] = seen;
  check.claim("the sales rep sees the telephone number", rep?.mask.phone === contact.phone);
  check.claim("support sees its last four digits", support?.mask.phone === `••••${contact.phone.slice(-4)}`);
  check.claim("marketing does not see it at all", marketing !== undefined && !("phone" in marketing.mask));
  check.claim(
    "marketing sees where an address leads, not whose it is",
    marketing?.mask.email === `${contact.email.slice(0, 1)}•••${contact.email.slice(contact.email.lastIndexOf("@"))}`,
  );
  check.claim(
    "nobody sees what no role names",
    seen.every(({ mask }) => !("birthDate" in mask)),
  );
}
