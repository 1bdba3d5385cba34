// What becomes of an import that is used as a type of Flow only, and does not say `import type`. Babel takes the annotation
// out and leaves the import: what is compiled to `require` then asks for nothing, and webpack looks at names that are used
// alone; what joins ES modules by their names (Node, Rollup, esbuild) refuses it.
// Source: tried with Babel 7 (preset-flow, preset-env), Node 22, Rollup 4 and esbuild; of webpack its documentation.

import type { Tools } from './tools.ts';

const STRIPPING = [
  '@babel/preset-flow',
  '@babel/plugin-transform-flow-strip-types',
  'babel-preset-flow',
  'babel-plugin-transform-flow-strip-types',
  '@react-native/babel-preset',
  'metro-react-native-babel-preset',
  'babel-preset-expo',
  'babel-preset-react-app',
  'react-scripts',
];

const JOINING = [
  'rollup',
  'rolldown',
  'vite',
  'esbuild',
  'tsup',
  'tsdown',
  'unbuild',
  'bunchee',
  'microbundle',
  'parcel',
  '@parcel/core',
];

const KEEPS_MODULES = ['modules: false', '"modules": false', "'modules': false", '"modules":false'];

/** Whether such an import does no harm in the JavaScript of a package, as far as its tools are told. */
export function dropsFlowTypes(tools: Tools): boolean {
  return (
    STRIPPING.some(tools.declares) && !JOINING.some(tools.declares) && !KEEPS_MODULES.some(tools.mentions)
  );
}
