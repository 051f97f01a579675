import mysql from "mysql2/promise";
import { mariadbStorages } from "./mariadb.js";
import type { SqlEngine } from "./table.js";

/** Where the server is. */
export const MARIADB = {
  host: process.env["MYSQL_HOST"] ?? "127.0.0.1",
  port: Number(process.env["MYSQL_PORT"] ?? 3306),
  user: process.env["MYSQL_USER"] ?? "root",
  password: process.env["MYSQL_PASSWORD"] ?? "",
  charset: "utf8mb4",
  supportBigNumbers: true,
  bigNumberStrings: true,
  connectTimeout: 5_000,
};

/** A MariaDB or MySQL server, asked in a database of its own that goes with it. */
export async function mariadbServer(): Promise<SqlEngine & { readonly close: () => Promise<void> }> {
  const connection = await mysql.createConnection({ ...MARIADB, dateStrings: true, jsonStrings: true });
  const database = `castellan_${process.pid}_${Date.now()}`;
  await connection.query(`CREATE DATABASE ${database}`);
  await connection.query(`USE ${database}`);
  await connection.query("SET time_zone = '+00:00'");
  return {
    name: "MariaDB",
    dialect: "mysql",
    storages: mariadbStorages,
    quote: (name) => `\`${name.replaceAll("`", "``")}\``,
    placeholder: () => "?",
    query: async (text, values) => {
      const [rows] = await connection.execute(text, values as never);
      return Array.isArray(rows) ? (rows as Record<string, unknown>[]) : [];
    },
    close: async () => {
      await connection.query(`DROP DATABASE ${database}`);
      await connection.end();
    },
  };
}
