/**
 * The two screens that a visit begins with, each in a chunk of its own: home is of no use to the visitor of a link, and the
 * lobby of none to the visitor who starts a call. index.html preloads the one that the address asks for, so that it comes
 * with the app and not after it (web/vite/first-part.ts).
 */
import type { Route } from './routes.ts';

class Part<Code> {
  readonly #import: () => Promise<Code>;
  #code: Code | undefined;

  constructor(load: () => Promise<Code>) {
    this.#import = load;
  }

  /** Undefined until it has been loaded. */
  get code(): Code | undefined {
    return this.#code;
  }

  /** Rejects where it can't be loaded: the next one to ask tries again. */
  async load(): Promise<void> {
    this.#code ??= await this.#import();
  }
}

export const home = new Part(() => import('./home-screen.ts'));
/** What the end of a call says. */
export const ends = new Part(() => import('../../elements/i18n/end-messages.ts'));
export const lobby = new Part(() => import('../call/lobby-screen.ts'));

/** What an address has to have before anything can be drawn. */
export async function loadFirstScreen(page: Route['page']): Promise<void> {
  if (page === 'home') await home.load();
  if (page === 'call') await lobby.load();
}
