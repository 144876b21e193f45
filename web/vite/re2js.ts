/**
 * In place of the package `re2js` in the page's code: 50 kB, gzip, of another engine for regular expressions. Firestore's
 * SDK takes it along for queries of its pipelines (`firebase/firestore/pipelines`), of which the page makes none, and in a
 * place from which no bundler can drop it. docs/decisions/0050 says more; re2js.test.ts looks that it stays so.
 */
export const RE2JS = {
  compile(): never {
    throw new Error('re2js is left out of this page: web/vite/re2js.ts');
  },
};
