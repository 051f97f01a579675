import type { Outcome, VocabularyOf } from "castellan";
import type { AccessSnapshot, ClientAccess } from "castellan/client";
import { createAccessContext } from "castellan/react";
import { describe, expectTypeOf, test } from "vitest";
import type { crm } from "./crm.js";

declare const snapshot: AccessSnapshot;
declare const access: ClientAccess<VocabularyOf<typeof crm>>;
const record = { id: "d1", stage: "open", amount: 5 } as const;
const { AccessProvider, useAccess, Can, Field } = createAccessContext<typeof crm>();

describe("a context made for a policy", () => {
  test("takes a snapshot or an access, and not both", () => {
    <AccessProvider snapshot={snapshot} onStale={() => undefined} />;
    <AccessProvider snapshot="{}" clock={Date.now} />;
    <AccessProvider access={access}>text</AccessProvider>;
    // @ts-expect-error
    <AccessProvider />;
    // @ts-expect-error
    <AccessProvider snapshot={snapshot} access={access} />;
  });

  test("gives the access of that policy", () => {
    expectTypeOf(useAccess()).toEqualTypeOf<ClientAccess<VocabularyOf<typeof crm>>>();
  });

  test("knows the actions and fields of each type", () => {
    <Can action="export" type="deal" record={record} field="amount" fallback="no" challenge={<b>log in</b>} />;
    <Can action="call" type="contact">
      {(outcome) => {
        expectTypeOf(outcome).toEqualTypeOf<Outcome>();
        return outcome;
      }}
    </Can>;
    // @ts-expect-error
    <Can action="call" type="deal" />;
    // @ts-expect-error
    <Can action="read" type="deal" record={record} field="phone" />;
    // @ts-expect-error
    <Can action="read" type="dael" />;
  });

  test("hands a field's own value to its function", () => {
    <Field type="deal" record={record} field="stage">
      {({ view, value, canUpdate, outcome }) => {
        expectTypeOf(view).toEqualTypeOf<"full" | "masked" | "hidden">();
        expectTypeOf(value).toEqualTypeOf<"open" | "won" | "lost" | null | undefined>();
        expectTypeOf(canUpdate).toEqualTypeOf<boolean>();
        expectTypeOf(outcome).toEqualTypeOf<Outcome>();
        return value;
      }}
    </Field>;
    // @ts-expect-error
    <Field type="deal" record={record} field="phone" />;
    // @ts-expect-error
    <Field type="deal" field="stage" />;
  });
});
