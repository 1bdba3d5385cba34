// Names that say that nobody writes the file or the folder.

const GENERATED = /(?:^|[./_-])(?:auto-?)?gen(?:erated)?(?:[./_-]|$)|^\/?coverage\/?$/i;

/** `routes.gen.ts`, `__generated__/schema`, `generated`; `coverage`, where nyc, c8, Jest and Vitest write their reports. */
export function isGeneratedName(path: string): boolean {
  return GENERATED.test(path);
}
