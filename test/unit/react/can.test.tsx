// @vitest-environment happy-dom
import { createAccessContext } from "castellan/react";
import type { ReactNode } from "react";
import { describe, expect, it } from "vitest";
import { type crm, NOW, record, snapshotUntil } from "./fixtures.js";
import { rendered } from "./render.js";

const { AccessProvider, Can, Field } = createAccessContext<typeof crm>();

function textOf(children: ReactNode): string | null {
  return rendered(
    <AccessProvider snapshot={snapshotUntil()} clock={() => NOW}>
      {children}
    </AccessProvider>,
  ).text();
}

describe("<Can>", () => {
  it("shows its children on yes, and the fallback on no", () => {
    const may = (
      <Can action="read" type="deal" record={record} fallback="no">
        yes
      </Can>
    );
    const mayNot = (
      <Can action="update" type="deal" record={record} field="amount" fallback="no">
        yes
      </Can>
    );
    expect([textOf(may), textOf(mayNot)]).toEqual(["yes", "no"]);
  });

  it("shows nothing on no where there is no fallback", () => {
    expect(
      textOf(
        <Can action="read" type="deal" record={record} field="amount">
          yes
        </Can>,
      ),
    ).toBe("");
  });

  it("keeps a step-up reachable", () => {
    const props = { action: "export", type: "deal", record } as const;
    expect(
      textOf(
        <Can {...props} challenge="once more, please" fallback="no">
          yes
        </Can>,
      ),
    ).toBe("once more, please");
    expect(
      textOf(
        <Can {...props} fallback="no">
          yes
        </Can>,
      ),
    ).toBe("no");
    expect(textOf(<Can {...props}>{(outcome) => outcome}</Can>)).toBe("challenge");
  });

  it("tells a function the outcome, whatever it is", () => {
    const outcomes = (["read", "export", "update"] as const).map((action) =>
      textOf(
        <Can action={action} type="deal" record={record} field="phone">
          {(outcome) => outcome}
        </Can>,
      ),
    );
    expect(outcomes).toEqual(["deny", "challenge", "deny"]);
  });

  it("asks without a record whether it could be for some", () => {
    expect(
      textOf(
        <Can action="export" type="deal">
          Export…
        </Can>,
      ),
    ).toBe("Export…");
    expect(
      textOf(
        <Can action="update" type="deal" field="amount" fallback="never">
          Edit
        </Can>,
      ),
    ).toBe("never");
  });
});

describe("<Field>", () => {
  it("shows a value as it may be shown", () => {
    const shown = (["stage", "phone", "amount"] as const).map((field) =>
      textOf(<Field type="deal" record={record} field={field} fallback="hidden" />),
    );
    expect(shown).toEqual(["open", "••••1820", "hidden"]);
  });

  it("tells its four states to a function", () => {
    const states = (["stage", "id", "phone", "amount"] as const).map((field) =>
      textOf(
        <Field type="deal" record={record} field={field}>
          {({ view, value, canUpdate, outcome }) => [view, value, canUpdate, outcome].join(" ")}
        </Field>,
      ),
    );
    expect(states).toEqual([
      "full open true allow",
      "full d1 false deny",
      "masked ••••1820 false deny",
      "hidden  false deny",
    ]);
  });

  it("asks for another action, and takes it that nobody may what a type does not know", () => {
    expect(
      textOf(
        <Field type="deal" record={record} field="stage" action="export">
          {({ outcome }) => outcome}
        </Field>,
      ),
    ).toBe("challenge");
    expect(
      textOf(
        <Field type="log" record={{ id: "l1" }} field="id">
          {({ outcome }) => outcome}
        </Field>,
      ),
    ).toBe("deny");
  });

  it("does not hide a misspelt name behind a no", () => {
    const misspelt = "stgae" as "stage";
    expect(() => textOf(<Field type="deal" record={record} field={misspelt} />)).toThrow(
      expect.objectContaining({ code: "unknown_field" }),
    );
  });

  it("shows a value that is not there as nothing", () => {
    expect(textOf(<Field type="deal" record={{ id: "d1" }} field="stage" />)).toBe("");
    expect(textOf(<Field type="deal" record={{ id: "d1", stage: null }} field="stage" />)).toBe("");
  });
});
