import { Observers } from '../../base/observers.ts';
import { makeDisplayNameSafe } from '../../call/participant/display-name.ts';

/** How the page's person is called, in all of its calls. */
export class OwnName {
  readonly #observers: Observers<string>;
  #name: string;

  constructor(name: string, onError: (error: unknown) => void) {
    this.#name = makeDisplayNameSafe(name) ?? '';
    this.#observers = new Observers(onError);
  }

  /** As the other side is shown it; '' for none. */
  get name(): string {
    return this.#name;
  }

  set(name: string): void {
    this.#name = makeDisplayNameSafe(name) ?? '';
    this.#observers.tell(this.#name);
  }

  /** Told of each change. @returns stops it */
  observe(listener: (name: string) => void): () => void {
    return this.#observers.add(listener);
  }
}
