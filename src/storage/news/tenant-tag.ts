/**
 * A short name for a tenant in messages between processes: FNV-1a over its UTF-16 code units, 8 hex digits. Two tenants that
 * share one cause a needless look and nothing else.
 *
 * @param tenant - the tenant's id
 * @example
 * tenantTag("acme") // => "56deb95f"
 */
export function tenantTag(tenant: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < tenant.length; index++) {
    const unit = tenant.charCodeAt(index);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}
