import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test as base } from 'vitest';
import { type Hosting, hostingFor } from '../../../scripts/deploy/hosting.ts';
import { ROOT } from '../../../scripts/machine/paths.ts';
import { startHostingEmulator } from './hosting-emulator.ts';
import { oncePerFile } from '../once-per-file.ts';

const { hosting } = JSON.parse(readFileSync(join(ROOT, 'firebase.json'), 'utf8')) as { readonly hosting: Hosting };
const FILES = { 'index.html': '<p>the app', 'assets/here-1.js': 'export {};', 'assets/here-2.css': 'p {}' };

/** A site of these files, and what a path of it gets: a status, the app or not, and how long it may be kept. */
const siteWith = (config: Hosting) => base
  .extend('site', { scope: 'file' }, oncePerFile(() => startHostingEmulator(config, FILES), ({ stop }) => stop()))
  .extend('get', ({ site }) => async (path: string) => {
    const answer = await fetch(site.url + path);
    const isApp = (await answer.text()).includes('the app');
    return { status: answer.status, isApp, cached: answer.headers.get('cache-control') };
  });

const deployed = siteWith(hostingFor(hosting, { assets: ['/assets/here-1.js', '/assets/here-2.css'], connect: [] }));
const asItIs = siteWith(hosting);

describe('a site that was deployed', () => {
  deployed('an asset of the build is kept for a year', async ({ get }) => {
    for (const path of ['/assets/here-1.js', '/assets/here-2.css']) {
      expect(await get(path), path).toEqual({ status: 200, isApp: false, cached: 'public, max-age=31536000, immutable' });
    }
  });

  deployed('an asset of an older build is not found, is not the app, and is asked for again', async ({ get }) => {
    for (const path of ['/assets/gone.js', '/assets/', '/assets/deep/gone-2.css?v=1', '/assets/here-1.js.map']) {
      expect(await get(path), path).toEqual({ status: 404, isApp: false, cached: 'no-cache' });
    }
  });

  deployed('every other address is the app, and is asked for again', async ({ get }) => {
    for (const path of ['/', '/c/AAAAAAAAAAAAAAAAAAAAAA', '/manual', '/gone.js']) {
      expect(await get(path), path).toEqual({ status: 200, isApp: true, cached: 'no-cache' });
    }
  });
});

describe('firebase.json as it is', () => {
  asItIs('keeps nothing that is not there', async ({ get }) => {
    expect(await get('/assets/gone.js')).toEqual({ status: 404, isApp: false, cached: 'no-cache' });
    expect(await get('/c/AAAAAAAAAAAAAAAAAAAAAA')).toEqual({ status: 200, isApp: true, cached: 'no-cache' });
  });
});
