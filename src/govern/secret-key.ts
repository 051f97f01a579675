const WORD = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g;
const SECRET_WORDS = new Set([
  "pass",
  "pwd",
  "jwt",
  "otp",
  "totp",
  "pin",
  "authorization",
  "cookie",
  "cookies",
  "bearer",
]);
const SECRET_PAIRS = new Set([
  "api key",
  "private key",
  "signing key",
  "access key",
  "recovery code",
  "recovery codes",
]);
const SECRET_ENDING = /(?:password|passwd|passphrase|passcode|secret|token|apikey|privatekey|credential)s?$/;
const SECRET_BEGINNING = /^(?:password|passwd|passphrase|token(?!i[sz]))/;

/**
 * Tells whether a key names a credential: a password, a token, a secret, in whatever spelling. Such values are never
 * written down, whatever a policy says of them.
 *
 * @example
 * ["tokenHash", "client_secret", "API-Key", "secretary", "stage"].filter(isSecretKey) // => ["tokenHash", "client_secret", "API-Key"]
 */
export function isSecretKey(key: string): boolean {
  const words = (key.match(WORD) ?? []).map((word) => word.toLowerCase());
  return words.some((word, index) => {
    const pair = `${word} ${words[index + 1] ?? ""}`;
    return SECRET_WORDS.has(word) || SECRET_PAIRS.has(pair) || SECRET_ENDING.test(word) || SECRET_BEGINNING.test(word);
  });
}
