// The package ships this file without a declaration of its own.

declare module 'oxc-parser/src-js/generated/visit/keys' {
  const visitorKeys: Readonly<Record<string, readonly string[]>>;
  export default visitorKeys;
}
