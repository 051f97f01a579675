import { createContext, type ReactNode, useCallback, useContext, useState } from "react";

type Tell = (text: string) => void;

const ToastContext = createContext<Tell>(() => undefined);

/** Says something that happened, in passing. */
export function useToast(): Tell {
  return useContext(ToastContext);
}

/** Where such things are said: also to those who do not see the page. */
export function Toasts({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ text: "", count: 0 });
  const tell = useCallback((text: string) => setSaid(({ count }) => ({ text, count: count + 1 })), []);
  return (
    <ToastContext value={tell}>
      {children}
      <div className="toasts" role="status">
        {said.text !== "" && (
          <p key={said.count} className="toast">
            {said.text}
          </p>
        )}
      </div>
    </ToastContext>
  );
}
