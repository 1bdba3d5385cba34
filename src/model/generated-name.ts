// Names that say that nobody writes the file or the folder.

const GENERATED = /(?:^|[./_-])(?:auto-?)?gen(?:erated)?(?:[./_-]|$)/i;

/** `routes.gen.ts`, `__generated__/schema`, `generated`. */
export function isGeneratedName(path: string): boolean {
  return GENERATED.test(path);
}
