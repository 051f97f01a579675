import type { MaskView } from "../../model/statement-data.js";

const ORDER: readonly MaskView[] = ["last4", "email", "initials", "redact"];
const HIDDEN = "••••";

/** The views, the most revealing first. */
export function mostRevealing(views: readonly MaskView[]): MaskView[] {
  return ORDER.filter((view) => views.includes(view));
}

/** A value as it is shown in part; null stays null, and what is no text is not shown at all. */
export function showMasked(value: unknown, view: MaskView): string | null | undefined {
  if (value === null) return null;
  if (typeof value !== "string") return undefined;
  switch (view) {
    case "last4":
      return lastFour(value);
    case "email":
      return email(value);
    case "initials":
      return initials(value);
    case "redact":
      return HIDDEN;
  }
}

function lastFour(text: string): string {
  const points = [...text];
  return points.length >= 8 ? HIDDEN + points.slice(-4).join("") : HIDDEN;
}

function email(text: string): string {
  const at = text.lastIndexOf("@");
  return at > 0 && at < text.length - 1 ? `${[...text][0]}•••${text.slice(at)}` : HIDDEN;
}

function initials(text: string): string {
  const words = text.split(" ").filter((word) => word !== "");
  const first = words[0];
  const last = words.at(-1);
  if (first === undefined || last === undefined) return HIDDEN;
  return words.length === 1 ? `${[...first][0]}.` : `${[...first][0]}.${[...last][0]}.`;
}
