import { act, createElement, type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";

/** What the tests use of a page. */
interface Page {
  createElement(tag: string): Element & { innerHTML: string; textContent: string | null };
  dispatchEvent(event: Event): boolean;
}

// the page of the test environment: the project is checked without a browser's types
export const page: Page = Reflect.get(globalThis, "document");

Reflect.set(globalThis, "IS_REACT_ACT_ENVIRONMENT", true);

/** A page that is rendered, in React's strict mode. */
export function rendered(element: ReactNode) {
  const container = page.createElement("div");
  const root = createRoot(container);
  const show = (next: ReactNode) => act(() => root.render(createElement(StrictMode, null, next)));
  show(element);
  return { container, show, text: () => container.textContent, close: () => act(() => root.unmount()) };
}
