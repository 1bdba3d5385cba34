// Large bundles that a project keeps with its sources: a tree of one takes more time and memory than those together, and
// says next to nothing. What is bundled asks for nothing any more, and its exports are what a factory returns.

import { compileFunction } from 'node:vm';

/** In UTF-16 units. A tree of so much text takes some 50 MB and a quarter of a second. */
const LARGE = 250_000;

/** Where bundlers put the wrapper of the whole, behind a licence. */
const HEAD = 8_000;

/** UMD (github.com/umdjs/umd), webpack's bootstrap and its chunks, the prelude of Browserify. */
const WRAPPER =
  /typeof\s*(?:exports|module|define)\b|__webpack_modules__|webpackBootstrap|webpackJsonp|webpackChunk|\bMODULE_NOT_FOUND\b/;

/** What a script can ask for, start or export, by its words. */
const SPEAKS_OF_MODULES =
  /\b(?:require|import)\s*[(.]|\bexports\b|\bmodule\s*[.[]|\bdefine\s*\(|Worker\s*\(|child_process|worker_threads/;

/** @returns whether a script or CommonJS module is a bundle that is not worth a tree; not one with a syntax error */
export function isLargeBundle(text: string): boolean {
  if (text.length < LARGE) return false;
  return (WRAPPER.test(text.slice(0, HEAD)) || !SPEAKS_OF_MODULES.test(text)) && isWhole(text);
}

/** V8 reads it as the body of a function, without running anything of it (nodejs.org/api/vm.html, `compileFunction`). */
function isWhole(text: string): boolean {
  try {
    compileFunction(text);
    return true;
  } catch {
    return false;
  }
}
