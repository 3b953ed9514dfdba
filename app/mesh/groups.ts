/**
 * Finds the meshes of a graph: cliques, and groups so dense that they are cliques with pairs left out.
 *
 * What counts as a mesh:
 * - a clique of `minSize` vertices or more; or
 * - a near-mesh: `minSize` or more vertices, at least `density` of their pairs joined, every vertex joined to
 *   at least half of the others, and standing out: no vertex outside is joined to as many members as the
 *   weakest member is. Without the last, two shared VPCs peered with thirty spokes would be ten "near-meshes"
 *   of arbitrary threes. A star is neither: its density falls below every sensible threshold.
 *
 * How. Listing all maximal cliques takes exponential time on graphs that can really occur (one Region, 125
 * peerings each), and would report the same web many times over. Instead:
 * 1. A connected component that is a mesh as a whole is taken whole.
 * 2. Elsewhere every edge with enough common neighbours is a seed, the one with the most first. A seed grows
 *    to a clique (always by the vertex that keeps most candidates), then by the best joined outsiders while it
 *    stays a near-mesh, then sheds what does not stand out. A group is taken when at least half of its edges
 *    are in no group yet; otherwise the clique is tried again on the edges that are in none.
 * 3. Groups that share two vertices or more are merged where the union is still a mesh.
 *
 * Promise: for `minSize` 4, every clique of 4 shares at least one edge with a group found.
 * Bounds, for E edges and degree d: finding seeds costs O(E d), a clique O(d²), a growth O(d²) for each member.
 * A seed inside a found group is not grown; a component gets GROWTHS_PER_VERTEX growths for each vertex, then
 * only cliques; merging stops after MERGE_LIMIT attempts. Only nonsense graphs come near these limits.
 * The order of vertices decides every tie, so the same graph gives the same groups.
 */

export interface GroupOptions {
  /** Fewest vertices of a mesh. */
  readonly minSize: number;
  /** Share of pairs that are joined, 0 to 1. */
  readonly density: number;
}

type Vertex = number;
type Adjacency = readonly ReadonlySet<Vertex>[];

const GROWTHS_PER_VERTEX = 2;
const MERGE_LIMIT = 100_000;

const pairs = (n: number): number => (n * (n - 1)) / 2;

/** Groups as ascending lists of vertices: largest first, then in order of their vertices. */
export function findGroups(
  neighbours: readonly (readonly Vertex[])[],
  options: GroupOptions,
): Vertex[][] {
  const search = new Search(neighbours, options);
  for (const component of components(neighbours)) {
    if (component.length < options.minSize) continue;
    if (search.isMesh(component, true)) search.take(component);
    else search.seed(component);
  }
  return merge(search.groups, (group) => search.isMesh(group)).sort(
    (a, b) => b.length - a.length || compareLists(a, b),
  );
}

const compareLists = (a: readonly number[], b: readonly number[]): number => {
  for (let i = 0; i < a.length; i++) {
    const d = a[i]! - (b[i] ?? -1);
    if (d !== 0) return d;
  }
  return a.length - b.length;
};

/** Connected components, each as ascending vertices, in order of their first. */
export function components(neighbours: readonly (readonly Vertex[])[]): Vertex[][] {
  const seen = new Uint8Array(neighbours.length);
  const out: Vertex[][] = [];
  for (let start = 0; start < neighbours.length; start++) {
    if (seen[start]) continue;
    seen[start] = 1;
    const component = [start];
    for (let i = 0; i < component.length; i++) {
      for (const v of neighbours[component[i]!]!) {
        if (seen[v]) continue;
        seen[v] = 1;
        component.push(v);
      }
    }
    out.push(component.sort((a, b) => a - b));
  }
  return out;
}

class Search {
  readonly groups: Vertex[][] = [];
  readonly #neighbours: readonly (readonly Vertex[])[];
  readonly #all: Adjacency;
  /** Edges in no group yet. */
  readonly #free: Set<Vertex>[];
  readonly #options: GroupOptions;

  constructor(neighbours: readonly (readonly Vertex[])[], options: GroupOptions) {
    this.#neighbours = neighbours;
    this.#options = options;
    this.#all = neighbours.map((list) => new Set(list));
    this.#free = neighbours.map((list) => new Set(list));
  }

  /** True for a clique or near-mesh. `strictly`: every vertex is joined to more than half of the others. */
  isMesh(group: readonly Vertex[], strictly = false): boolean {
    const n = group.length;
    if (n < this.#options.minSize) return false;
    let ends = 0;
    for (const v of group) {
      const degree = this.#degree(v, group);
      if (2 * degree < n - 1 || (strictly && 2 * degree === n - 1)) return false;
      ends += degree;
    }
    return ends / 2 >= this.#options.density * pairs(n);
  }

  take(group: readonly Vertex[]): void {
    this.groups.push([...group].sort((a, b) => a - b));
    for (const v of group) for (const w of group) this.#free[v]!.delete(w);
  }

  /** Grows every promising edge of a component. */
  seed(component: readonly Vertex[]): void {
    let growths = GROWTHS_PER_VERTEX * component.length;
    for (const [a, b] of this.#seeds(component)) {
      if (!this.#free[a]!.has(b)) continue;
      const group = growths-- > 0 ? this.#grow(a, b) : undefined;
      if (group && this.#mostlyNew(group)) this.take(group);
      if (!this.#free[a]!.has(b)) continue;
      const rest = this.#clique(a, b, this.#free);
      if (rest.length >= this.#options.minSize) this.take(rest);
    }
  }

  #degree(v: Vertex, group: readonly Vertex[]): number {
    const joined = this.#all[v]!;
    let count = 0;
    for (const w of group) if (joined.has(w)) count++;
    return count;
  }

  #mostlyNew(group: readonly Vertex[]): boolean {
    let ends = 0;
    let free = 0;
    for (const v of group) {
      for (const w of group) {
        if (this.#all[v]!.has(w)) ends++;
        if (this.#free[v]!.has(w)) free++;
      }
    }
    return 2 * free >= ends;
  }

  /** Edges that may lie in a mesh, those with most common neighbours first. */
  #seeds(component: readonly Vertex[]): [Vertex, Vertex][] {
    const mark = new Int32Array(this.#neighbours.length).fill(-1);
    const enough = Math.min(2, this.#options.minSize - 2);
    const found: { a: Vertex; b: Vertex; common: number }[] = [];
    for (const a of component) {
      for (const v of this.#neighbours[a]!) mark[v] = a;
      for (const b of this.#neighbours[a]!) {
        if (b < a) continue;
        let common = 0;
        for (const v of this.#neighbours[b]!) if (mark[v] === a) common++;
        if (common >= enough) found.push({ a, b, common });
      }
    }
    return found
      .sort((x, y) => y.common - x.common || x.a - y.a || x.b - y.b)
      .map(({ a, b }) => [a, b]);
  }

  #grow(a: Vertex, b: Vertex): Vertex[] | undefined {
    const core = this.#clique(a, b, this.#all);
    // A core that others hold already would only grow back into them.
    if (!this.#mostlyNew(core)) return undefined;
    const whole = core.length >= this.#options.minSize;
    const cluster = new Cluster(this.#neighbours, core);
    this.#expand(cluster);
    this.#shed(cluster, whole ? new Set(core) : new Set());
    if (this.isMesh(cluster.members)) return cluster.members;
    return whole ? core : undefined;
  }

  /** A clique that holds an edge: greedily the vertex that keeps most candidates. */
  #clique(a: Vertex, b: Vertex, adjacency: Adjacency): Vertex[] {
    const clique = [a, b];
    let candidates = [...adjacency[a]!].filter((v) => adjacency[b]!.has(v)).sort((x, y) => x - y);
    const kept = new Map(candidates.map((v) => [v, 0]));
    for (const v of candidates) {
      for (const w of candidates) if (adjacency[v]!.has(w)) kept.set(v, kept.get(v)! + 1);
    }
    while (candidates.length > 0) {
      let best = candidates[0]!;
      for (const v of candidates) if (kept.get(v)! > kept.get(best)!) best = v;
      clique.push(best);
      const stay: Vertex[] = [];
      const gone: Vertex[] = [];
      for (const v of candidates) (adjacency[best]!.has(v) ? stay : gone).push(v);
      for (const v of gone) {
        for (const w of stay) if (adjacency[v]!.has(w)) kept.set(w, kept.get(w)! - 1);
      }
      candidates = stay;
    }
    return clique;
  }

  /** Adds the best joined outsider while the cluster stays a near-mesh. */
  #expand(cluster: Cluster): void {
    for (;;) {
      const n = cluster.members.length;
      const need = Math.max(2, n / 2, this.#options.density * pairs(n + 1) - cluster.edges);
      // Members that would fall below half of the others unless the newcomer is joined to them.
      const weak = cluster.members.filter((m) => 2 * cluster.degree(m) < n);
      const next = cluster
        .outsiders(need)
        .sort((x, y) => cluster.degree(y) - cluster.degree(x) || x - y)
        .find((v) => weak.every((m) => 2 * cluster.degree(m) + 2 >= n && this.#all[m]!.has(v)));
      if (next === undefined) return;
      cluster.add(next);
    }
  }

  /** Removes the weakest members until no outsider is joined as well as they are. A clique may stay as it is. */
  #shed(cluster: Cluster, keep: ReadonlySet<Vertex>): void {
    for (;;) {
      const n = cluster.members.length;
      if (n < this.#options.minSize || cluster.edges === pairs(n)) return;
      const best = cluster.outsiders(1).reduce((most, v) => Math.max(most, cluster.degree(v)), 0);
      const weak = cluster.members.filter((m) => cluster.degree(m) <= best && !keep.has(m));
      if (weak.length === 0) return;
      for (const v of weak) cluster.remove(v);
    }
  }
}

/** A set of vertices with the number of edges inside, and the edges each vertex has into it. */
class Cluster {
  members: Vertex[] = [];
  edges = 0;
  readonly #neighbours: readonly (readonly Vertex[])[];
  readonly #inside = new Set<Vertex>();
  readonly #links = new Map<Vertex, number>();

  constructor(neighbours: readonly (readonly Vertex[])[], start: readonly Vertex[]) {
    this.#neighbours = neighbours;
    for (const v of start) this.add(v);
  }

  /** Edges from a vertex into the cluster. */
  degree(v: Vertex): number {
    return this.#links.get(v) ?? 0;
  }

  add(v: Vertex): void {
    this.edges += this.degree(v);
    this.members.push(v);
    this.#inside.add(v);
    for (const w of this.#neighbours[v]!) this.#links.set(w, this.degree(w) + 1);
  }

  remove(v: Vertex): void {
    this.edges -= this.degree(v);
    this.members = this.members.filter((m) => m !== v);
    this.#inside.delete(v);
    for (const w of this.#neighbours[v]!) this.#links.set(w, this.degree(w) - 1);
  }

  /** Vertices outside with at least so many edges into the cluster. */
  outsiders(least: number): Vertex[] {
    const out: Vertex[] = [];
    for (const [v, links] of this.#links) if (links >= least && !this.#inside.has(v)) out.push(v);
    return out;
  }
}

/** Joins groups that share two vertices or more while the union is a mesh; drops groups inside others. */
function merge(groups: readonly Vertex[][], isMesh: (group: Vertex[]) => boolean): Vertex[][] {
  const live = new Map<number, Vertex[]>();
  const holding = new Map<Vertex, Set<number>>();
  const put = (id: number, group: Vertex[]): void => {
    live.set(id, group);
    for (const v of group) {
      const set = holding.get(v) ?? new Set();
      holding.set(v, set.add(id));
    }
  };
  const drop = (id: number): void => {
    for (const v of live.get(id) ?? []) holding.get(v)?.delete(id);
    live.delete(id);
  };
  [...groups]
    .sort((a, b) => b.length - a.length || compareLists(a, b))
    .forEach((group, id) => put(id, group));

  let attempts = 0;
  const queue = [...live.keys()];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    const group = live.get(id);
    if (!group) continue;
    const shared = new Map<number, number>();
    for (const v of group) {
      for (const other of holding.get(v) ?? []) {
        if (other !== id) shared.set(other, (shared.get(other) ?? 0) + 1);
      }
    }
    const others = [...shared]
      .filter(([, count]) => count >= 2)
      .sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    for (const [other, count] of others) {
      const rival = live.get(other)!;
      const inside = count === rival.length;
      if (!inside && attempts++ >= MERGE_LIMIT) break;
      const union = [...new Set([...group, ...rival])].sort((a, b) => a - b);
      if (!inside && !isMesh(union)) continue;
      drop(other);
      if (inside) continue;
      drop(id);
      put(id, union);
      queue.push(id);
      break;
    }
  }
  return [...live.values()];
}
