/**
 * Which folder may import what: the table of layers in docs/architecture.md, as data.
 *
 * `layers` are folders of this repository, `packages` are npm packages (a subpath belongs to its package unless it is
 * listed by itself); `typesOnly` layers may be imported with `import type` alone. An import that is not listed is forbidden.
 * The engine is a package: what `exports` in its package.json names is all that web may import of it.
 */
export const LAYERS = {
  protocol: { folder: 'protocol', layers: [], packages: [] },
  base: { folder: 'engine/src/base', layers: ['protocol'], packages: [] },
  media: { folder: 'engine/src/media', layers: ['base'], packages: [] },
  peer: { folder: 'engine/src/peer', layers: ['base'], packages: [] },
  stats: { folder: 'engine/src/stats', layers: ['base', 'peer'], packages: [] },
  transfer: { folder: 'engine/src/transfer', layers: ['base'], typesOnly: ['peer'], packages: ['filenamify', 'hash-wasm'] },
  signaling: { folder: 'engine/src/signaling', layers: ['protocol', 'base'], packages: ['firebase/firestore'] },
  // Of signaling, call sees the interface: an adapter is the client's choice.
  call: {
    folder: 'engine/src/call',
    layers: ['signaling', 'peer', 'stats', 'media', 'transfer', 'protocol', 'base'],
    except: /^engine\/src\/signaling\/(firestore|memory|manual)\//,
    packages: [],
  },
  client: {
    folder: 'engine/src',
    layers: ['call', 'signaling', 'peer', 'stats', 'media', 'transfer', 'protocol', 'base'],
    packages: ['firebase'],
  },
  elements: { folder: 'web/src/elements', layers: [], packages: ['lit', 'firelink'] },
  app: { folder: 'web/src/app', layers: ['elements'], packages: ['lit', 'firelink', 'uqr'] },
  functions: {
    folder: 'functions/src',
    layers: ['protocol'],
    packages: ['node:', 'firebase-admin', 'firebase-functions', '@google-cloud/firestore'],
  },
};

/** @param {string} path of a file, from the root, with forward slashes */
export function layerOf(path) {
  for (const [name, layer] of Object.entries(LAYERS)) if (path.startsWith(`${layer.folder}/`)) return name;
  return undefined;
}

/** Tests and their helpers may import every double of the other side: the memory channel, a fake clock, Node. */
export function isTest(path) {
  return path.endsWith('.test.ts') || path.includes('/testing/');
}

/**
 * @param {string} from importing file, from the root
 * @param {string} target imported file, from the root
 * @param {boolean} typeOnly
 * @returns {string | undefined} what is wrong
 */
export function checkFile(from, target, typeOnly) {
  const name = layerOf(from);
  if (name === undefined || isTest(from)) return undefined;
  if (isTest(target)) return `${name} must not import what only tests use (${target})`;
  const layer = LAYERS[name];
  const other = layerOf(target);
  if (other === name) return undefined;
  if (other === undefined) return `${name} must not import ${target}: it belongs to no layer`;
  if (layer.layers.includes(other)) {
    return layer.except?.test(target) && !typeOnly
      ? `${name} must not import the adapter ${target}: depend on the interface`
      : undefined;
  }
  if (layer.typesOnly?.includes(other)) return typeOnly ? undefined : `${name} may import only types of ${other}`;
  return `${name} must not import ${other}: imports point down`;
}

/**
 * @param {string} from importing file, from the root
 * @param {string} specifier a bare specifier: npm package or node: module
 * @returns {string | undefined} what is wrong
 */
export function checkPackage(from, specifier) {
  const name = layerOf(from);
  if (name === undefined || isTest(from)) return undefined;
  const allowed = LAYERS[name].packages.some(
    (entry) => specifier === entry || specifier.startsWith(entry.endsWith(':') ? entry : `${entry}/`),
  );
  return allowed ? undefined : `${name} must not import ${specifier}`;
}
