// npm-packlist ships no types. The part of its contract that is used (README of npm-packlist 10).

declare module 'npm-packlist' {
  interface PackedTree {
    readonly path: string;
    readonly package: Readonly<Record<string, unknown>>;
    readonly isProjectRoot: boolean;
    readonly edgesOut: ReadonlyMap<string, unknown>;
    /** Of the root of a workspace, by name. */
    readonly workspaces?: ReadonlyMap<string, string>;
  }
  interface PacklistOptions {
    readonly path?: string;
    /** The root of the workspace, and its package folders: ignore files between the two count. */
    readonly prefix?: string;
    readonly workspaces?: string[];
  }
  /** Relative paths of the files that go into the package. */
  export default function packlist(tree: PackedTree, options?: PacklistOptions): Promise<string[]>;
}
