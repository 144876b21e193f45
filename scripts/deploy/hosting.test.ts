import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Hosting, hashedAssets, hostingFor } from './hosting.ts';

const hosting: Hosting = { public: 'dist', predeploy: ['false'], rewrites: [], headers: [{ source: '**', headers: [{ key: 'Cache-Control', value: 'no-cache' }] }] };

test('the assets of a build are its files below assets/, as paths of the site', () => {
  const dist = mkdtempSync(join(tmpdir(), 'firelink-dist-'));
  mkdirSync(join(dist, 'assets/fonts'), { recursive: true });
  for (const path of ['index.html', 'assets/main-1.js', 'assets/fonts/f-2.woff2']) writeFileSync(join(dist, path), '');
  expect(hashedAssets(dist)).toEqual(['/assets/fonts/f-2.woff2', '/assets/main-1.js']);
  rmSync(dist, { recursive: true });
});

test('a deployment keeps each asset by its name, after the rule for everything; what stops a plain one is not in it', () => {
  const deployed = hostingFor(hosting, ['/assets/main-1.js']);
  expect(deployed.headers).toEqual([
    ...hosting.headers, { source: '/assets/main-1.js', headers: [{ key: 'Cache-Control', value: 'public, max-age=31536000, immutable' }] },
  ]);
  expect(deployed).not.toHaveProperty('predeploy');
});
