import { createHash } from "node:crypto";

/**
 * The name, without ending, of a tenant's files: something readable, and a hash that tells tenants apart on file systems that
 * fold case or accents. Which tenant a file is of, it says itself.
 */
export function tenantFileName(tenant: string): string {
  const readable = tenant
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .slice(0, 40);
  return `${readable}-${createHash("sha256").update(tenant, "utf8").digest("hex").slice(0, 40)}`;
}
