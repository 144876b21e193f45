import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { Hosting } from '../../../scripts/deploy/hosting.ts';
import { ROOT } from '../../../scripts/machine/paths.ts';
import { ENGINE_SOURCES } from '../../../web/vite/engine-sources.ts';

export interface DiskSite {
  readonly url: string;
  close(): void;
}

/** A page that Vite has built with the worker of files, under the headers of firebase.json. */
export async function startDiskSite(): Promise<DiskSite> {
  const files = await buildPage();
  const { hosting } = JSON.parse(readFileSync(join(ROOT, 'firebase.json'), 'utf8')) as { readonly hosting: Hosting };
  const server = createServer((request, response) => {
    for (const { key, value } of hosting.headers.flatMap(({ headers }) => headers)) response.setHeader(key, value);
    const script = files.get(request.url ?? '');
    response.setHeader('content-type', script === undefined ? 'text/html; charset=utf-8' : 'text/javascript');
    response.end(script ?? '<!doctype html><title>disk</title><input type="file"><script type="module" src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the site has no port');
  return { url: `http://127.0.0.1:${address.port}/`, close: () => void server.close() };
}

/** By path. */
async function buildPage(): Promise<Map<string, string>> {
  const built = await build({
    root: fileURLToPath(new URL('.', import.meta.url)),
    configFile: false,
    resolve: ENGINE_SOURCES,
    logLevel: 'warn',
    build: {
      target: 'es2024', write: false,
      rolldownOptions: { input: fileURLToPath(new URL('page.ts', import.meta.url)), output: { entryFileNames: 'page.js' } },
    },
  });
  if (!('output' in built)) throw new Error('Vite made something else');
  return new Map(built.output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : String(file.source)]));
}
