/** Looks up which of a link's calls comes next for this tab. */
import type { NextCallChoice } from '../../call/ending/choose-next-call.ts';
import { MAX_NEXT_CALLS } from '../../signaling/link/call-link.ts';
import type { LinkSecret } from '../../signaling/link/next-calls.ts';
import type { NextCallMemory } from './next-call-memory.ts';
import type { Search } from './search-next-call.ts';

export class NextCallFinder {
  readonly #link: LinkSecret;
  readonly #memory: NextCallMemory;
  readonly #search: (search: Search) => Promise<NextCallChoice>;

  /** @param search rejects where the code for it can't be loaded */
  constructor(link: LinkSecret, memory: NextCallMemory, search: (search: Search) => Promise<NextCallChoice>) {
    this.#link = link;
    this.#memory = memory;
    this.#search = search;
  }

  /** The two have told each other how to find one, and the link has calls left. */
  get canFind(): boolean {
    return this.#value !== undefined;
  }

  /** @param over the last of the link's calls that this page knows to be over. Default: the last in which the two have met */
  async find(over: number = this.#memory.step): Promise<NextCallChoice> {
    const value = this.#value;
    return value === undefined ? { kind: 'used-up' } : this.#search({ link: this.#link, value, step: this.#memory.step, over });
  }

  get #value(): string | undefined {
    return this.#memory.step < MAX_NEXT_CALLS ? this.#memory.value : undefined;
  }
}
