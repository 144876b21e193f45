import { createReadStream, existsSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Connect, Plugin } from 'vite';

const ENGINE = fileURLToPath(new URL('../../engine/', import.meta.url));
/** Paths of the dev and the preview server, and the folders that they are. */
const FOLDERS = { '/examples/': 'examples', '/firelink/': 'dist/browser' } as const;
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript' };

/**
 * Serves the example pages of the engine, those in engine/examples, with the build that they
 * import: `npm run build:engine` makes it. A deployed site has neither.
 */
export function examples(): Plugin {
  const serve: Connect.NextHandleFunction = (request, response, next) => {
    const file = fileOf(request.url ?? '/');
    if (file === undefined) return next();
    const type = TYPES[extname(file)];
    if (type === undefined || !existsSync(file)) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found. npm run build:engine makes what the examples import.\n');
      return;
    }
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' });
    createReadStream(file).pipe(response);
  };
  return {
    name: 'firelink:examples',
    configureServer(server) {
      server.middlewares.use(serve);
    },
    configurePreviewServer(server) {
      server.middlewares.use(serve);
    },
  };
}

/** Undefined for a path of the site's own. A URL has no `..` left in its path. */
function fileOf(url: string): string | undefined {
  const path = new URL(url, 'http://localhost').pathname;
  for (const [prefix, folder] of Object.entries(FOLDERS)) {
    if (path.startsWith(prefix)) return join(ENGINE, folder, normalize(path.slice(prefix.length)));
  }
  return undefined;
}
