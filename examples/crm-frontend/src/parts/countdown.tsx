import { useEffect, useState } from "react";
import { useAccess } from "../access.js";
import { clockText } from "../format.js";
import { Icon } from "./icons.js";

/** From when on it is worth knowing that something ends. */
const SOON_MS = 5 * 60_000;

/** Says when what one may do changes, if that is soon: `validUntil` of the access knows. */
export function Countdown() {
  const { validUntil } = useAccess();
  const now = useNow();
  const left = (validUntil ?? Number.POSITIVE_INFINITY) - now;
  if (left > SOON_MS || left <= 0) return null;
  return (
    <p className="countdown" role="timer">
      <Icon name="clock" />
      Your access ends in <strong>{clockText(left)}</strong>
    </p>
  );
}

function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
