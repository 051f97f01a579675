import fc from "fast-check";
import type { RequestData } from "../../model/access-facts.js";
import type { ModelData, ResourceData } from "../../model/model-data.js";
import { oneTimeIn } from "./optional.js";
import { changes, proposedRecord, record } from "./record.js";
import { typed } from "./typed.js";

/** A well-formed request about a type of the model, with changes or fields at times. */
export function request(model: ModelData): fc.Arbitrary<RequestData> {
  return fc.oneof(...Object.entries(model.resources).map(([type, resource]) => requestOn(type, resource)));
}

function requestOn(type: string, resource: ResourceData): fc.Arbitrary<RequestData> {
  return fc.constantFrom(...resource.actions).chain((action) => {
    const isChanging = resource.changingActions.includes(action);
    const asked = fc.subarray(
      resource.fields.map((field) => field.name),
      { maxLength: Math.min(2, resource.fields.length) },
    );
    return fc
      .record({
        record: action === "create" ? proposedRecord(resource) : record(resource),
        changes: isChanging ? fc.option(changes(resource), { nil: undefined, freq: 4 }) : fc.constant(undefined),
        fields: oneTimeIn(isChanging ? 4 : 2, asked),
        justification: fc.constantFrom(undefined, undefined, "for the audit", " "),
      })
      .map((parts) => typed<RequestData>({ action, type, ...parts }));
  });
}
