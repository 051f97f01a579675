const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** 144 random bits as 24 letters of base64url: nobody guesses one, and no two are alike. */
export function newId(): string {
  // six bits of each byte
  return Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) => LETTERS.charAt(byte & 63)).join("");
}
