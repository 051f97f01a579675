import type { ModelData } from "../../model/model-data.js";
import type { PortableField } from "../../model/portable-field.js";
import type { Principal } from "../../model/principal.js";
import type { Session } from "../../model/session.js";
import type { Layers } from "./path.js";

/** An object and the fields that its schema gives it. */
export interface Typed {
  readonly layers: Layers;
  readonly fields: readonly PortableField[];
}

/** What a condition looks at, and what its references may read. */
export interface Scene {
  readonly model: ModelData;
  readonly principal: Principal;
  readonly session: Session | null;
  readonly now: number;
  /** What the paths on the left read: a record, old or new, or for `who` the principal. */
  readonly subject: Typed;
  /** What `record.` reads: the record as it stands. Not there for `who`. */
  readonly record: Typed | undefined;
  /** The type's scope paths, for `$under`. */
  readonly scopePaths: Readonly<Record<string, string | null>>;
  /** Told of every key that was not loaded (S14). */
  readonly onNotLoaded: (path: string) => void;
}
