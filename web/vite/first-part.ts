import type { Plugin } from 'vite';

/** The first screens that are chunks of their own, and the start of the paths that begin with them. */
const PARTS = { home: 'web/src/app/shell/home-screen.ts', lobby: 'web/src/app/call/lobby-screen.ts' };

/**
 * Names the chunks of both first screens in index.html, as `<link data-part="home" href="…">`: a script there, always the
 * same (its hash is in the page's policy), preloads those that the address asks for. Without it they come one round trip
 * later.
 */
export function firstPart(): Plugin {
  return {
    name: 'firelink:first-part',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const filesOf = (fileName: string): string[] => {
          const { imports = [] } = chunks.find((chunk) => chunk.fileName === fileName) ?? {};
          return [fileName, ...imports.flatMap(filesOf)];
        };
        return Object.entries(PARTS).flatMap(([part, source]) => {
          const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(source));
          if (!chunk) return [];
          const files = new Set(filesOf(chunk.fileName).filter((file) => !html.includes(file)));
          return [...files].map((file) => ({ tag: 'link', attrs: { 'data-part': part, href: `/${file}` }, injectTo: 'head' as const }));
        });
      },
    },
  };
}
