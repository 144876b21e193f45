import { globSync } from 'node:fs';

interface HeaderRule {
  readonly source: string;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
}

/** As much of `hosting` in firebase.json as is looked at here. */
export interface Hosting {
  readonly public: string;
  readonly predeploy?: readonly string[];
  readonly rewrites: readonly object[];
  readonly headers: readonly HeaderRule[];
}

const A_YEAR = 'public, max-age=31536000, immutable';

/** The files of a build whose names hold a hash of what is in them, as paths of the site. */
export function hashedAssets(dist: string): readonly string[] {
  return globSync('assets/**/*.*', { cwd: dist }).map((path) => `/${path.split('\\').join('/')}`).sort();
}

/**
 * firebase.json's `hosting` for one build. Hosting gives the headers of a path to whatever it answers there, 404
 * included, so a rule for a folder would keep "not found" for a year: each asset that is there is named instead.
 */
export function hostingFor(hosting: Hosting, assets: readonly string[]): Hosting {
  const { predeploy: _built, ...rest } = hosting;
  const kept = assets.map((source) => ({ source, headers: [{ key: 'Cache-Control', value: A_YEAR }] }));
  return { ...rest, headers: [...hosting.headers, ...kept] };
}
