import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import { createApp } from "./app.js";
import type { Assets } from "./assets.js";
import { Crm } from "./crm.js";

/** What a server is started with. */
export interface ServerOptions {
  /** 0: any that is free. */
  readonly port: number;
  readonly assets: Assets;
  /** Gives epoch ms. */
  readonly clock: () => number;
}

/** Starts the CRM, on this machine only: one can sit down as anybody here. */
export function startCrm({ port, assets, clock }: ServerOptions): Promise<{ url: string; close: () => void }> {
  const { fetch } = createApp(new Crm(clock), assets);
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname: "127.0.0.1" }, (address) => {
      resolve({ url: `http://127.0.0.1:${address.port}`, close: () => server.close() });
    }) as Server;
    server.once("error", reject);
  });
}
