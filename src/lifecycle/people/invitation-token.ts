import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** A token, and what is kept of it. */
export interface InvitationToken {
  readonly token: string;
  /** SHA-256 of the token, lower-case hex. */
  readonly tokenHash: string;
}

/**
 * Makes the token of an invitation: `<principal id in hex>.<secret in hex>`, which mails and URLs carry as it is. It names
 * the principal, so that nothing has to be searched for it.
 *
 * @param secret - fresh and unguessable, of at least 128 bits
 */
export function invitationToken(principalId: string, secret: string): InvitationToken {
  // hashed for its alphabet and length, whatever ids look like where the host makes them
  const token = `${bytesToHex(utf8ToBytes(principalId))}.${sha256Hex(secret)}`;
  return { token, tokenHash: hashOfToken(token) };
}

/** What is kept of a token. */
export function hashOfToken(token: string): string {
  return sha256Hex(token);
}

/** For whom a token claims to be; `undefined` where it is none. */
export function principalOfToken(token: string): string | undefined {
  const parts = /^((?:[0-9a-f]{2}){1,768})\.[0-9a-f]{64}$/.exec(token);
  if (parts?.[1] === undefined) return undefined;
  try {
    return decodeURIComponent(parts[1].replace(/../g, "%$&"));
  } catch {
    // bytes that are no UTF-8
    return undefined;
  }
}

function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
