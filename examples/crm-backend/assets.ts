/** A file of the built page. */
interface Asset {
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

const contentTypes: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
};

/** The built page, in memory. */
export class Assets {
  readonly #files = new Map<string, Asset>();

  add(path: string, body: Asset["body"]): void {
    const ending = path.slice(path.lastIndexOf(".") + 1);
    this.#files.set(`/${path}`, { body, contentType: contentTypes[ending] ?? "application/octet-stream" });
  }

  /** Answers with a file; any other path is a page of the application, which finds its way by itself. */
  answer(path: string): Response {
    const file = this.#files.get(path);
    const page = this.#files.get("/index.html");
    if (file !== undefined && file !== page) return respond(file, "public, max-age=31536000, immutable");
    if (page === undefined || path.startsWith("/assets/")) return new Response("not found", { status: 404 });
    return respond(page, "no-cache");
  }
}

function respond({ body, contentType }: Asset, cacheControl: string): Response {
  return new Response(body, { headers: { "Content-Type": contentType, "Cache-Control": cacheControl } });
}
