/**
 * A lifetime. Listeners, timers and children that belong to something are given to its scope; ending the scope
 * ends them all, once, the youngest first. A resource that is given to an ended scope ends at once.
 */
export class Scope {
  readonly #endings = new Set<() => void>();
  #ended = false;

  get isEnded(): boolean {
    return this.#ended;
  }

  /** How many things the scope owns at present. */
  get size(): number {
    return this.#endings.size;
  }

  /** Owns `ending`; the returned function ends it early (once, harmless afterwards). */
  own(ending: () => void): () => void {
    if (this.#ended) {
      ending();
      return () => {};
    }
    let isDone = false;
    const endOnce = (): void => {
      if (isDone) return;
      isDone = true;
      this.#endings.delete(endOnce);
      ending();
    };
    this.#endings.add(endOnce);
    return endOnce;
  }

  /** A scope that ends with this one, or before it. */
  child(): Scope {
    const child = new Scope();
    const release = this.own(() => child.end());
    child.own(release);
    return child;
  }

  /** Listens to an event target for as long as the scope lives. */
  listen(target: EventTarget, type: string, listener: (event: Event) => void, options?: AddEventListenerOptions): () => void {
    target.addEventListener(type, listener, options);
    return this.own(() => target.removeEventListener(type, listener, options));
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    const errors: unknown[] = [];
    for (const ending of [...this.#endings].reverse()) {
      try {
        ending();
      } catch (error) {
        errors.push(error); // One that fails must not keep the others alive.
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, 'a lifetime ended with errors');
  }
}
