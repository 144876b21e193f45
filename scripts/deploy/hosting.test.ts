import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Hosting, functionsOrigin, hashedAssets, hostingFor } from './hosting.ts';

const hosting: Hosting = { public: 'dist', predeploy: ['false'], rewrites: [], headers: [{ source: '**', headers: [{ key: 'Cache-Control', value: 'no-cache' }] }] };

test('the assets of a build are its files below assets/, as paths of the site', () => {
  const dist = mkdtempSync(join(tmpdir(), 'firelink-dist-'));
  mkdirSync(join(dist, 'assets/fonts'), { recursive: true });
  for (const path of ['index.html', 'assets/main-1.js', 'assets/fonts/f-2.woff2']) writeFileSync(join(dist, path), '');
  expect(hashedAssets(dist)).toEqual(['/assets/fonts/f-2.woff2', '/assets/main-1.js']);
  rmSync(dist, { recursive: true });
});

test('a deployment keeps each asset by its name, after the rule for everything; what stops a plain one is not in it', () => {
  const deployed = hostingFor(hosting, { assets: ['/assets/main-1.js'], connect: [] });
  expect(deployed.headers).toEqual([
    ...hosting.headers, { source: '/assets/main-1.js', headers: [{ key: 'Cache-Control', value: 'public, max-age=31536000, immutable' }] },
  ]);
  expect(deployed).not.toHaveProperty('predeploy');
});

test('a deployed page may connect to its own project’s functions, and no more to emulators', () => {
  const policy = (connect: string) => [{ source: '**', headers: [{ key: 'Content-Security-Policy', value: `default-src 'none'; connect-src 'self' https://a.example${connect}; base-uri 'none'` }] }];
  const local = { ...hosting, headers: policy(' http://127.0.0.1:9099 http://127.0.0.1:8080') };
  const deployed = hostingFor(local, { assets: [], connect: [functionsOrigin('mine', 'europe-west1')] });
  expect(deployed.headers).toEqual(policy(' https://europe-west1-mine.cloudfunctions.net'));
});
