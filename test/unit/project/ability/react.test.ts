// @vitest-environment happy-dom
import { type Ability, subject } from "@casl/ability";
import { AbilityProvider, Can, useAbility } from "@casl/react";
import { act, createElement, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, it } from "vitest";
import { refreshAbility } from "../../../../src/project/ability/refresh-ability.js";
import { toAbility } from "../../../../src/project/ability/to-ability.js";
import type { ProjectedAccess } from "../../../../src/project/access.js";
import { accessByGrant, accessTo, deal, grantOf, HOUR, NOW, policyOf } from "../../fixtures/access.js";

const browser = globalThis as unknown as { document: { createElement(name: string): { textContent: string } } };

type Anything = Ability<[string, string | object]>;

const abilityOf = (access: ProjectedAccess): Anything => toAbility(access as never) as unknown as Anything;
const mine = subject("deal", { ...deal });
const theirs = subject("deal", { ...deal, ownerId: "u2" });

type Component = (props: object) => ReactNode;

/** What CASL calls its components, without their types: those want to know the policy. */
const provider = AbilityProvider as unknown as Component;
const shown = Can as unknown as Component;

function can(props: object, content: unknown): ReactNode {
  return createElement(shown, props, content as ReactNode);
}

function page(ability: Anything, ...children: ReactNode[]): ReactNode {
  return createElement(provider, { value: ability } as object, ...children);
}

describe("<Can> of @casl/react", () => {
  it("S40 shows what the access allows", () => {
    const ability = abilityOf(
      accessByGrant({ allow: "read", fields: ["id"] }, { allow: "delete", when: { ownerId: "u1" } }),
    );
    const html = renderToStaticMarkup(
      page(
        ability,
        can({ I: "read", a: "deal" }, "[read some]"),
        can({ I: "update", a: "deal" }, "[update some]"),
        can({ I: "delete", this: mine }, "[delete mine]"),
        can({ I: "delete", this: theirs }, "[delete theirs]"),
        can({ I: "read", this: mine, field: "id" }, "[id]"),
        can({ I: "read", this: mine, field: "amount" }, "[amount]"),
        can({ I: "delete", this: theirs, not: true }, "[not theirs]"),
      ),
    );
    expect(html).toBe("[read some][delete mine][id][not theirs]");
  });

  it("hands out the `why` of a no", () => {
    const ability = abilityOf(
      accessByGrant({ allow: "delete" }, { forbid: "delete", when: { ownerId: "u2" }, why: "not yours" }),
    );
    const tell = ({ isAllowed, reason }: { isAllowed: boolean; reason?: string }): string => `${isAllowed} ${reason}`;
    const told = (record: object): ReactNode => can({ I: "delete", this: record, passThrough: true }, tell);
    expect(renderToStaticMarkup(page(ability, told(theirs)))).toBe("false not yours");
    expect(renderToStaticMarkup(page(ability, told(mine)))).toBe("true undefined");
  });

  describe("in a browser", () => {
    beforeAll(() => {
      Reflect.set(globalThis, "IS_REACT_ACT_ENVIRONMENT", true);
    });

    it("S26 renders again when the ability is refreshed, and when it is emptied", () => {
      const access = accessTo(policyOf({}), {
        assignments: [grantOf({ deal: [{ allow: "read" }] }, { validUntil: NOW + HOUR })],
      });
      const ability = abilityOf(access);
      const Told = (): ReactNode => (useAbility<Anything>().can("read", mine) ? "hook: yes" : "hook: no");
      const place = browser.document.createElement("div");
      const root = createRoot(place);
      act(() => root.render(page(ability, can({ I: "read", this: mine }, "shown, "), createElement(Told))));
      expect(place.textContent).toBe("shown, hook: yes");
      act(() => refreshAbility(ability as never, access.at(NOW + HOUR) as never));
      expect(place.textContent).toBe("hook: no");
      act(() => refreshAbility(ability as never, access as never));
      expect(place.textContent).toBe("shown, hook: yes");
      act(() => void ability.update([]));
      expect(place.textContent).toBe("hook: no");
      act(() => root.unmount());
    });
  });
});
