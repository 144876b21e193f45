import type { Plugin, PreviewServer, ViteDevServer } from 'vite';

/** Where Firebase Hosting serves a project's web configuration; the app reads it on every server alike. */
export const INIT_JSON_PATH = '/__/firebase/init.json';

/**
 * Answers `/__/firebase/init.json` on the dev and the preview server from the variable FIRELINK_INIT_JSON, so that one
 * build runs against any project, emulator host and port. Without the variable the answer is 404, not the page that
 * the single-page fallback would give: the app can then say what is missing.
 */
export function initJson(env: NodeJS.ProcessEnv = process.env): Plugin {
  const serve = (server: ViteDevServer | PreviewServer): void => {
    server.middlewares.use((request, response, next) => {
      if (request.url?.split('?')[0] !== INIT_JSON_PATH) {
        next();
        return;
      }
      const body = env['FIRELINK_INIT_JSON'];
      response.statusCode = body === undefined ? 404 : 200;
      response.setHeader('content-type', 'application/json');
      response.setHeader('cache-control', 'no-store');
      response.end(body ?? '{"error":"FIRELINK_INIT_JSON is not set"}');
    });
  };
  return { name: 'firelink:init-json', configureServer: serve, configurePreviewServer: serve };
}
