import { statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import type { Plugin } from 'vite';

const ASSETS = '/assets/';

/**
 * What the preview server hasn't got under `/assets/` is not found, as on Firebase Hosting (firebase.json excepts that
 * folder from the rewrite to index.html). A page of an older build must be told that its code is gone, not be given HTML
 * in its place.
 */
export function missingAssets(): Plugin {
  return {
    name: 'firelink:missing-assets',
    configurePreviewServer(server) {
      const dist = resolve(server.config.root, server.config.build.outDir);
      server.middlewares.use((request, response, next) => {
        const path = pathOf(request.url);
        if (path === undefined || !path.startsWith(ASSETS) || isFile(dist, path)) {
          next();
          return;
        }
        response.statusCode = 404;
        response.setHeader('content-type', 'text/plain');
        response.setHeader('cache-control', 'no-cache');
        response.end('Not found');
      });
    },
  };
}

/** Undefined for what can't be decoded: that is for the server itself to refuse. */
function pathOf(url: string | undefined): string | undefined {
  try {
    return decodeURIComponent(new URL(url ?? '/', 'http://localhost').pathname);
  } catch {
    return undefined;
  }
}

function isFile(dist: string, path: string): boolean {
  const file = join(dist, path);
  return file.startsWith(join(dist, 'assets') + sep) && statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}
