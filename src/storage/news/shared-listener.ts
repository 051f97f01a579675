import { StoreError } from "../store-error.js";

/** Begins to listen. Calls `lost` once if the connection breaks; gives what ends it. */
export type Listen = (lost: (error: unknown) => void) => Promise<() => Promise<unknown>>;

/** One connection for all who watch: opened by the first, closed after the last, and opened anew once it was lost. */
export class SharedListener {
  readonly #listen: Listen;
  readonly #lost: (error: unknown) => void;
  #current: Connection | undefined;

  /**
   * @param listen - opens a connection
   * @param lost - hears of a connection that broke
   */
  constructor(listen: Listen, lost: (error: unknown) => void) {
    this.#listen = listen;
    this.#lost = lost;
  }

  /**
   * Resolves once what is sent will be heard.
   *
   * @returns what is called when nobody needs to hear any more
   * @throws StoreError `unavailable` if there is no connection
   */
  async join(): Promise<() => void> {
    this.#current ??= this.#open();
    const connection = this.#current;
    connection.users++;
    try {
      await connection.opened;
    } catch (error) {
      this.#forget(connection);
      throw new StoreError("unavailable", "there is no connection that would tell of commits", error);
    }
    return () => {
      connection.users--;
      if (connection.users > 0) return;
      this.#forget(connection);
      connection.opened.then((close) => close()).catch(ignored);
    };
  }

  #open(): Connection {
    const connection: Connection = {
      users: 0,
      opened: this.#listen((error) => {
        if (this.#current !== connection) return;
        this.#forget(connection);
        this.#lost(error);
      }),
    };
    return connection;
  }

  #forget(connection: Connection): void {
    if (this.#current === connection) this.#current = undefined;
  }
}

interface Connection {
  users: number;
  readonly opened: Promise<() => Promise<unknown>>;
}

function ignored(): void {
  // it is not used any more, whatever it says
}
