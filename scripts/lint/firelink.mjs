/** House rules that no ready-made rule states, as an oxlint plugin. */
import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isTest, checkFile, checkPackage, layerOf } from './layers.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Layers whose code asks a clock and a random source that it was given: tests then advance both by hand. */
const TIMELESS = new Set(['protocol', 'call', 'peer', 'signaling', 'transfer']);
/** The edges of functions/: everything else there is policy, with `now` passed in. */
const FUNCTION_EDGES = /^functions\/src\/(index\.ts|adapters\/)/;

const fromRoot = (path) => relative(ROOT, path).split(sep).join('/');

function fileOf(context) {
  return fromRoot(context.physicalFilename ?? context.filename);
}

const layers = {
  create(context) {
    const file = fileOf(context);
    if (layerOf(file) === undefined) return {};
    const check = (source, typeOnly) => {
      // A computed specifier can't be judged, so a layer may not have one.
      if (source?.type !== 'Literal' || typeof source.value !== 'string') {
        context.report({ node: source, message: 'Import by a literal path: the layers are checked by it.' });
        return;
      }
      const specifier = source.value.replace(/\?.*$/, '');
      const target = specifier.startsWith('.')
        ? fromRoot(resolve(ROOT, dirname(file), specifier))
        : specifier.replace(/^#protocol\//, 'protocol/');
      const isFile = specifier.startsWith('.') || specifier.startsWith('#protocol/');
      const wrong = isFile ? checkFile(file, target, typeOnly) : checkPackage(file, specifier);
      if (wrong !== undefined) context.report({ node: source, message: `${wrong}.` });
    };
    return {
      ImportDeclaration: (node) => check(node.source, node.importKind === 'type'),
      ExportAllDeclaration: (node) => check(node.source, node.exportKind === 'type'),
      ExportNamedDeclaration: (node) => node.source && check(node.source, node.exportKind === 'type'),
      ImportExpression: (node) => check(node.source, false),
      TSImportType: (node) => check(node.source ?? node.argument?.literal ?? node.argument, true),
    };
  },
};

const isMember = (node, object, property) =>
  node.object.type === 'Identifier' && node.object.name === object && node.property.name === property;

const askForTime = {
  create(context) {
    const file = fileOf(context);
    const layer = layerOf(file);
    const isTimeless = TIMELESS.has(layer) || (layer === 'functions' && !FUNCTION_EDGES.test(file));
    if (!isTimeless || isTest(file)) return {};
    const report = (node, what) =>
      context.report({ node, message: `${what} takes time or chance; ask the clock or the random source passed in.` });
    return {
      CallExpression({ callee }) {
        const global = callee.type === 'MemberExpression' ? callee.property : callee;
        if (['setTimeout', 'setInterval', 'requestAnimationFrame', 'requestIdleCallback'].includes(global.name)) {
          report(callee, global.name);
        }
      },
      MemberExpression(node) {
        if (isMember(node, 'Date', 'now')) report(node, 'Date.now');
        if (isMember(node, 'performance', 'now')) report(node, 'performance.now');
        if (isMember(node, 'Math', 'random')) report(node, 'Math.random');
      },
      NewExpression(node) {
        if (node.callee.name === 'Date' && node.arguments.length === 0) report(node, 'new Date()');
      },
    };
  },
};

const mediaDevices = {
  create(context) {
    const file = fileOf(context);
    const layer = layerOf(file);
    if (layer === undefined || layer === 'media' || isTest(file)) return {};
    const message = 'Only engine/src/media uses navigator.mediaDevices.';
    return {
      MemberExpression(node) {
        const name = node.computed ? node.property.value : node.property.name;
        if (name === 'mediaDevices') context.report({ node, message });
      },
      // const { mediaDevices } = navigator
      Property(node) {
        if (node.parent?.type === 'ObjectPattern' && node.key.name === 'mediaDevices') context.report({ node, message });
      },
    };
  },
};

/** The folder that reaches what a browser keeps: there it neither throws nor hangs. */
const STORAGE = 'engine/src/base/storage/';
const KEPT_BY_BROWSERS = new Set(['localStorage', 'sessionStorage', 'indexedDB']);
/** Of navigator.storage, and of the files of an origin that are written in place. */
const OF_THE_DISK = new Set(['getDirectory', 'createSyncAccessHandle', 'estimate', 'persist']);

const browserStorage = {
  create(context) {
    const file = fileOf(context);
    if (layerOf(file) === undefined || file.startsWith(STORAGE) || isTest(file)) return {};
    const report = (node, name) => context.report({ node, message: `Only ${STORAGE} uses ${name}: elsewhere it may throw, or never answer.` });
    return {
      // By itself, as a property, as a key of a pattern: every use of the name.
      Identifier(node) {
        if (KEPT_BY_BROWSERS.has(node.name)) report(node, node.name);
      },
      MemberExpression(node) {
        const name = node.computed ? node.property.value : node.property.name;
        if (name === 'locks') report(node, 'navigator.locks');
        else if (OF_THE_DISK.has(name)) report(node, name);
        else if (node.computed && KEPT_BY_BROWSERS.has(name)) report(node, name);
      },
      // const { locks } = navigator
      Property(node) {
        if (node.parent?.type === 'ObjectPattern' && node.key.name === 'locks') report(node, 'navigator.locks');
      },
    };
  },
};

export default {
  meta: { name: 'firelink' },
  rules: { layers, 'ask-for-time': askForTime, 'media-devices': mediaDevices, 'browser-storage': browserStorage },
};
