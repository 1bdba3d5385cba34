// What ts-morph sees of the world: the files of our view, read-only. Its programs so judge the git index, a package or
// a test in memory exactly as they judge a disk.

import type { FileSystemHost, RuntimeDirEntry } from 'ts-morph';
import { FileReadError, type FileSystem } from '../host/file-system.ts';

/**
 * A ts-morph file system over ours.
 * @param currentDirectory absolute, with forward slashes; relative paths of compiler options start here
 * @throws {Error} from every writing method: stubs and edits go through their own writer
 */
export function createFileSystemHost(fileSystem: FileSystem, currentDirectory: string): FileSystemHost {
  const read = (path: string): string => {
    try {
      return fileSystem.readText(path);
    } catch (error) {
      // TypeScript takes an unreadable file for an empty one; a finding about it is the parser's to make.
      if (error instanceof FileReadError) return '';
      throw error;
    }
  };
  const isFile = (path: string) => fileSystem.stat(path) === 'file';
  const isDirectory = (path: string) => fileSystem.stat(path) === 'directory';
  return {
    // Names are compared exactly on every operating system, as a deploy to Linux will.
    isCaseSensitive: () => true,
    readDirSync: (directory) => entriesOf(fileSystem, directory),
    readFile: async (path) => read(path),
    readFileSync: read,
    fileExists: async (path) => isFile(path),
    fileExistsSync: isFile,
    directoryExists: async (path) => isDirectory(path),
    directoryExistsSync: isDirectory,
    realpathSync: (path) => fileSystem.realpath(path),
    getCurrentDirectory: () => currentDirectory,
    glob: async () => [],
    globSync: () => [],
    delete: refuse,
    deleteSync: refuse,
    writeFile: refuse,
    writeFileSync: refuse,
    mkdir: refuse,
    mkdirSync: refuse,
    move: refuse,
    moveSync: refuse,
    copy: refuse,
    copySync: refuse,
  };
}

function entriesOf(fileSystem: FileSystem, directory: string): RuntimeDirEntry[] {
  const prefix = directory.endsWith('/') ? directory : `${directory}/`;
  return fileSystem.list(directory).map(({ name, kind }) => {
    const path = `${prefix}${name}`;
    const target = kind === 'symlink' ? fileSystem.stat(path) : kind;
    return {
      name: path,
      isFile: target === 'file',
      isDirectory: target === 'directory',
      isSymlink: kind === 'symlink',
    };
  });
}

function refuse(): never {
  throw new Error('danglint does not write through ts-morph');
}
