interface Node {
  readonly "Node Type": string;
  readonly "Index Name"?: string;
  readonly "Index Cond"?: string;
  readonly Filter?: string;
  readonly Plans?: readonly Node[];
}

/** The indexes that a plan uses, sorted. */
export function indexesOf(plan: unknown): string[] {
  return [...new Set(walk(plan as Node).flatMap((node) => node["Index Name"] ?? []))].sort();
}

/** A plan, one line for each node. */
export function nodesOf(plan: unknown): string[] {
  return walk(plan as Node).map((node) => {
    const condition = node["Index Cond"] ?? node.Filter ?? "";
    return `    ${node["Node Type"]} ${node["Index Name"] ?? ""} ${condition.slice(0, 160)}`;
  });
}

function walk(node: Node): Node[] {
  return [node, ...(node.Plans ?? []).flatMap(walk)];
}
