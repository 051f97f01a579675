// @vitest-environment happy-dom
import { hydrateAccess } from "castellan/client";
import { createAccessContext } from "castellan/react";
import { act } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type crm, HOUR, NOW, record, snapshotUntil } from "./fixtures.js";
import { page, rendered } from "./render.js";

const { AccessProvider, useAccess } = createAccessContext<typeof crm>();

let renders = 0;

function Page() {
  renders += 1;
  return useAccess().can("read", "deal", record) ? "may" : "may not";
}

function pass(milliseconds: number): void {
  act(() => vi.advanceTimersByTime(milliseconds));
}

beforeEach(() => {
  renders = 0;
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("an access provider", () => {
  it("answers from a snapshot, as an object and as text, and from an access", () => {
    const snapshot = snapshotUntil();
    const access = hydrateAccess<typeof crm>(snapshot, { now: NOW });
    expect(
      rendered(
        <AccessProvider snapshot={snapshot}>
          <Page />
        </AccessProvider>,
      ).text(),
    ).toBe("may");
    expect(
      rendered(
        <AccessProvider snapshot={JSON.stringify(snapshot)}>
          <Page />
        </AccessProvider>,
      ).text(),
    ).toBe("may");
    expect(
      rendered(
        <AccessProvider access={access}>
          <Page />
        </AccessProvider>,
      ).text(),
    ).toBe("may");
  });

  it("renders again by itself at the very millisecond at which something ends", () => {
    const shown = rendered(
      <AccessProvider snapshot={snapshotUntil(NOW + HOUR)}>
        <Page />
      </AccessProvider>,
    );
    pass(HOUR - 1);
    expect(shown.text()).toBe("may");
    pass(1);
    expect(shown.text()).toBe("may not");
  });

  it("waits longer than a timer can", () => {
    const month = 31 * 24 * HOUR;
    const shown = rendered(
      <AccessProvider snapshot={snapshotUntil(NOW + month)}>
        <Page />
      </AccessProvider>,
    );
    pass(month - 1);
    expect(shown.text()).toBe("may");
    pass(1);
    expect(shown.text()).toBe("may not");
  });

  it("renders nothing again as long as nothing changes", () => {
    const snapshot = snapshotUntil(NOW + HOUR);
    rendered(
      <AccessProvider snapshot={snapshot}>
        <Page />
      </AccessProvider>,
    );
    const before = renders;
    pass(HOUR - 1);
    expect(renders).toBe(before);
  });

  it("renders again when a new snapshot arrives", () => {
    const shown = rendered(
      <AccessProvider snapshot={snapshotUntil(NOW)}>
        <Page />
      </AccessProvider>,
    );
    expect(shown.text()).toBe("may not");
    shown.show(
      <AccessProvider snapshot={snapshotUntil()}>
        <Page />
      </AccessProvider>,
    );
    expect(shown.text()).toBe("may");
  });

  it("looks at the clock when the page comes back from sleep", () => {
    const shown = rendered(
      <AccessProvider snapshot={snapshotUntil(NOW + HOUR)}>
        <Page />
      </AccessProvider>,
    );
    // asleep, no timer runs
    vi.setSystemTime(NOW + 2 * HOUR);
    expect(shown.text()).toBe("may");
    act(() => void page.dispatchEvent(new Event("visibilitychange")));
    expect(shown.text()).toBe("may not");
  });

  it("tells once, when facts have changed, that the snapshot is stale", () => {
    const onStale = vi.fn();
    rendered(
      <AccessProvider snapshot={snapshotUntil(NOW + HOUR)} onStale={onStale}>
        <Page />
      </AccessProvider>,
    );
    pass(HOUR - 1);
    expect(onStale).not.toHaveBeenCalled();
    pass(1);
    expect(onStale).toHaveBeenCalledTimes(1);
    pass(24 * HOUR);
    expect(onStale).toHaveBeenCalledTimes(1);
  });

  it("tells at once of a snapshot that is stale when it arrives, but does not flood a server because of a wrong clock", () => {
    vi.setSystemTime(NOW + 24 * HOUR);
    const onStale = vi.fn();
    const provider = () => (
      <AccessProvider snapshot={snapshotUntil(NOW + HOUR)} onStale={onStale}>
        <Page />
      </AccessProvider>
    );
    const shown = rendered(provider());
    expect(onStale).toHaveBeenCalledTimes(1);
    for (let count = 0; count < 20; count += 1) {
      shown.show(provider());
      pass(100);
    }
    expect(onStale).toHaveBeenCalledTimes(1);
    pass(10_000);
    expect(onStale).toHaveBeenCalledTimes(2);
  });

  it("goes by the snapshot where the clock is behind", () => {
    vi.setSystemTime(NOW - 5 * HOUR);
    const shown = rendered(
      <AccessProvider snapshot={snapshotUntil(NOW + HOUR)}>
        <Page />
      </AccessProvider>,
    );
    expect(shown.text()).toBe("may");
    pass(HOUR);
    expect(shown.text()).toBe("may not");
  });

  it("takes a clock", () => {
    const clock = () => Date.now() + HOUR;
    const shown = rendered(
      <AccessProvider snapshot={snapshotUntil(NOW + HOUR)} clock={clock}>
        <Page />
      </AccessProvider>,
    );
    expect(shown.text()).toBe("may not");
  });

  it("leaves no timer and no listener behind", () => {
    const shown = rendered(
      <AccessProvider snapshot={snapshotUntil(NOW + HOUR)}>
        <Page />
      </AccessProvider>,
    );
    expect(vi.getTimerCount()).toBe(1);
    shown.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("renders on a server, and goes on from there in a browser", () => {
    const app = (
      <AccessProvider snapshot={snapshotUntil(NOW + HOUR)}>
        <Page />
      </AccessProvider>
    );
    const html = renderToString(app);
    expect(html).toBe("may");
    // the page takes its time, and by now the role is over
    vi.setSystemTime(NOW + 2 * HOUR);
    const container = page.createElement("div");
    container.innerHTML = html;
    const errors = vi.fn();
    act(() => void hydrateRoot(container, app, { onRecoverableError: errors }));
    expect(container.textContent).toBe("may not");
    expect(errors).not.toHaveBeenCalled();
  });

  it("refuses a snapshot that is none, and a component outside of it", () => {
    const quiet = vi.spyOn(console, "error").mockReturnValue();
    expect(() =>
      rendered(
        <AccessProvider snapshot="{">
          <Page />
        </AccessProvider>,
      ),
    ).toThrow(expect.objectContaining({ code: "invalid_snapshot" }));
    expect(() => rendered(<Page />)).toThrow("<AccessProvider>");
    quiet.mockRestore();
  });
});
