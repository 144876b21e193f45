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

/** The parts of `hosting` that depend on the project and the build. */
export interface Site {
  /** Paths that hold a hash, as `hashedAssets` finds them. */
  readonly assets: readonly string[];
  /** Origins of the project's own that the page may connect to, besides those of Google's that are the same for all. */
  readonly connect: readonly string[];
}

/**
 * firebase.json's `hosting` for one build and one project.
 *
 * - Hosting applies the headers of a path to every response there, 404 included, so a rule for a folder would keep "not
 *   found" for a year: each asset that is there is named instead.
 * - firebase.json lets the page connect to the emulators of this machine; `connect` takes their place.
 */
export function hostingFor(hosting: Hosting, { assets, connect }: Site): Hosting {
  const { predeploy: _built, ...rest } = hosting;
  const rules = hosting.headers.map(({ source, headers }) => ({
    source, headers: headers.map(({ key, value }) => ({ key, value: key === 'Content-Security-Policy' ? connectingTo(value, connect) : value })),
  }));
  const kept = assets.map((source) => ({ source, headers: [{ key: 'Cache-Control', value: A_YEAR }] }));
  return { ...rest, headers: [...rules, ...kept] };
}

function connectingTo(policy: string, origins: readonly string[]): string {
  return policy.split('; ').map((directive) => {
    if (!directive.startsWith('connect-src ')) return directive;
    return [...directive.split(' ').filter((source) => !source.startsWith('http://127.0.0.1:')), ...origins].join(' ');
  }).join('; ');
}

/** Where the page asks for callable functions, of either generation (`callableUrl` of engine/src/client/firebase/callable.ts). */
export function functionsOrigin(projectId: string, region: string): string {
  return `https://${region}-${projectId}.cloudfunctions.net`;
}
