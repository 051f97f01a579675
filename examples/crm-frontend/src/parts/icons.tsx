const paths = {
  account: "M4 20V6l7-3v17M11 9h9v11M3 20h18M7 9v0M7 13v0M7 17v0M15 13v0M15 17v0",
  contact: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20c.8-3.600 3.800-5.500 7.500-5.500s6.700 1.900 7.500 5.500",
  deal: "M3 7h18v12H3zM8 7V5h8v2M3 12h18M12 11v2.500",
  report: "M4 20V4M4 20h16M8 16v-4M12 16V8M16 16v-6",
  user: "M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 19.500c.6-3.200 3.200-5 6.500-5s5.900 1.800 6.500 5M16 4.500a3.500 3.500 0 0 1 0 6.500M18 14.800c1.900.7 3.100 2.300 3.500 4.700",
  approvals: "M4 12.500 9 17.500 20 6.500",
  search: "M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM15.500 15.500 20 20",
  lock: "M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3",
  mask: "M3 12s3.500-6 9-6c2 0 3.700.7 5.100 1.700M21 12s-3.500 6-9 6c-2 0-3.700-.7-5.100-1.700M4 4l16 16",
  shield: "M12 3 5 6v5.500c0 4.300 2.900 7.700 7 9.500 4.100-1.800 7-5.200 7-9.500V6z",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.500 2",
  download: "M12 4v11M7.500 11 12 15.500 16.500 11M4 20h16",
  up: "M6 14.500 12 8.500l6 6",
  down: "M6 9.500l6 6 6-6",
  left: "M14.500 6l-6 6 6 6",
  right: "M9.500 6l6 6-6 6",
  close: "M6 6l12 12M18 6 6 18",
} as const;

/** The name of a drawing. */
export type IconName = keyof typeof paths;

/** A small drawing beside words that say the same. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
