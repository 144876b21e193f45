import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Hosting } from './deploy/hosting.ts';
import { ROOT } from './machine/paths.ts';

const read = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

interface Indexes {
  readonly indexes: readonly { collectionGroup: string; fields: readonly { fieldPath: string }[] }[];
  readonly fieldOverrides: readonly { collectionGroup: string; fieldPath: string; ttl?: boolean; indexes: unknown[] }[];
}

// No emulator reads this file, so its shape is all that can be tested here.
describe('firestore.indexes.json', () => {
  const { indexes, fieldOverrides } = read('firestore.indexes.json') as Indexes;

  test.each(['calls', 'callerCandidates', 'calleeCandidates', 'mintLimits'])('%s expire by their TTL field', (group) => {
    expect(fieldOverrides).toContainEqual({ collectionGroup: group, fieldPath: 'expiresAt', ttl: true, indexes: [] });
  });

  test('the only indexes are for what has expired, and begin with the shard', () => {
    // Alone and ascending, a time would cap the collection at 500 writes a second.
    expect(indexes.map(({ collectionGroup, fields }) => [collectionGroup, fields.map(({ fieldPath }) => fieldPath)])).toEqual([
      ['calls', ['shard', 'expiresAt']],
      ['mintLimits', ['shard', 'expiresAt']],
    ]);
  });

  test('no field has an index of its own', () => {
    expect(fieldOverrides.filter((override) => override.indexes.length > 0)).toEqual([]);
  });

  test.each([
    ['calls', ['v', 'caller', 'callee', 'createdAt', 'expiresAt', 'shard', 'offer', 'answer', 'wanted', 'away', 'returning', 'ended']],
    ['callerCandidates', ['round', 'sealed', 'expiresAt']],
    ['calleeCandidates', ['round', 'sealed', 'expiresAt']],
    ['mintLimits', ['taken', 'shard', 'expiresAt']],
    ['maintenance', ['cursor']],
  ])('every field of %s is exempt', (group, fields) => {
    const exempt = fieldOverrides.filter(({ collectionGroup }) => collectionGroup === group);
    expect(exempt.map(({ fieldPath }) => fieldPath).sort()).toEqual([...fields].sort());
  });
});

describe('hosting', () => {
  const { hosting, emulators } = read('firebase.json') as { readonly hosting: Hosting; readonly emulators: Readonly<Record<string, { readonly port: number }>> };
  const header = (source: string, key: string): string | undefined =>
    hosting.headers.find((entry) => entry.source === source)?.headers.find((entry) => entry.key === key)?.value;

  test('pages are asked for anew, and nothing is kept by the folder that it would lie in', () => {
    expect(hosting.headers.map(({ source }) => source)).toEqual(['**']);
    expect(header('**', 'Cache-Control')).toBe('no-cache');
  });

  test('a call’s address is served by the app, and in no referrer', () => {
    expect(hosting.rewrites).toEqual([{ source: '!/assets/**', destination: '/index.html' }]);
    expect(header('**', 'Referrer-Policy')).toBe('no-referrer');
  });

  test('the page may use camera, microphone and screen, and run no script but its own and App Check’s, of which one stands in the page itself; and WebAssembly, which hashes files', () => {
    expect(header('**', 'Permissions-Policy')).toMatch(/camera=\(self\), microphone=\(self\), display-capture=\(self\)/);
    const scripts = /script-src ([^;]*);/.exec(header('**', 'Content-Security-Policy') ?? '')?.[1];
    const inline = [...readFileSync(join(ROOT, 'web/index.html'), 'utf8').matchAll(/<script>([^]*?)<\/script>/g)].map(([, text = '']) => text);
    expect(inline).toHaveLength(1);
    const hash = createHash('sha256').update(inline[0] ?? '').digest('base64');
    expect(scripts).toBe(`'self' 'wasm-unsafe-eval' 'sha256-${hash}' https://www.google.com/recaptcha/ https://www.gstatic.com/recaptcha/`);
  });

  test('the page may connect to the hosts of Google’s that it asks, by name, and to the emulators that this file starts', () => {
    const policy = header('**', 'Content-Security-Policy') ?? '';
    // Under a domain where every customer gets a host, a policy that lets a page connect there keeps no secret in.
    expect(policy).not.toContain('*');
    expect(/connect-src ([^;]*);/.exec(policy)?.[1]?.split(' ')).toEqual([
      "'self'", 'https://firestore.googleapis.com', 'https://identitytoolkit.googleapis.com', 'https://securetoken.googleapis.com',
      'https://content-firebaseappcheck.googleapis.com', 'https://www.google.com/recaptcha/',
      ...['auth', 'firestore', 'functions'].map((name) => `http://127.0.0.1:${emulators[name]?.port}`),
    ]);
  });
});
