// Whether a file declares a name on its top level, exported or not.

import { loadTsMorph } from './load.ts';

/** @param fileName decides the dialect */
export function declaresName(text: string, fileName: string, name: string): boolean {
  if (!text.includes(name)) return false;
  const { Project } = loadTsMorph();
  const project = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true });
  const ending = /\.(?:[cm]?[jt]s|[jt]sx)$/.exec(fileName)?.[0] ?? '.ts';
  const file = project.createSourceFile(`/file${ending}`, text);
  const declaration =
    file.getVariableDeclaration(name) ??
    file.getFunction(name) ??
    file.getClass(name) ??
    file.getInterface(name) ??
    file.getTypeAlias(name) ??
    file.getEnum(name) ??
    file.getModule(name);
  return declaration !== undefined;
}
