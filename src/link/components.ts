// Strongly connected components (Tarjan 1972), without recursion: import graphs are deeper than the call stack.

/**
 * @param nodes in the order in which they are to be visited
 * @param successors of a node; those not in `nodes` are ignored
 * @returns the components with more than one node or with an edge to itself, each in the order of `nodes`
 */
export function stronglyConnected<Node>(
  nodes: readonly Node[],
  successors: (node: Node) => Iterable<Node>,
): readonly (readonly Node[])[] {
  const order = new Map(nodes.map((node, position) => [node, position]));
  const state = new Map<Node, { index: number; low: number; onStack: boolean; selfEdge: boolean }>();
  const stack: Node[] = [];
  const components: Node[][] = [];
  let next = 0;

  function enter(node: Node) {
    const entry = { index: next, low: next, onStack: true, selfEdge: false };
    next++;
    state.set(node, entry);
    stack.push(node);
    return { node, entry, edges: successors(node)[Symbol.iterator]() };
  }

  for (const root of nodes) {
    if (state.has(root)) continue;
    const calls = [enter(root)];
    for (let call = calls.at(-1); call !== undefined; call = calls.at(-1)) {
      const edge = call.edges.next();
      if (edge.done !== true) {
        if (!order.has(edge.value)) continue;
        if (edge.value === call.node) call.entry.selfEdge = true;
        const known = state.get(edge.value);
        if (known === undefined) calls.push(enter(edge.value));
        else if (known.onStack) call.entry.low = Math.min(call.entry.low, known.index);
        continue;
      }
      calls.pop();
      const caller = calls.at(-1);
      if (caller !== undefined) caller.entry.low = Math.min(caller.entry.low, call.entry.low);
      if (call.entry.low !== call.entry.index) continue;
      const component = stack.splice(stack.lastIndexOf(call.node));
      for (const member of component) {
        const entry = state.get(member);
        if (entry !== undefined) entry.onStack = false;
      }
      if (component.length > 1 || call.entry.selfEdge) components.push(component);
    }
  }
  const position = (node: Node) => order.get(node) ?? 0;
  for (const component of components) component.sort((left, right) => position(left) - position(right));
  return components.sort((left, right) => {
    const [first, second] = [left[0], right[0]];
    return first === undefined || second === undefined ? 0 : position(first) - position(second);
  });
}
