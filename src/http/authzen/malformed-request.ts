/** A request that breaks the specification: 400. Thrown while it is read, and never seen outside. */
export class MalformedRequest extends Error {
  override readonly name = "MalformedRequest";
}
