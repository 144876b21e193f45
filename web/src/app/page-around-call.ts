/** What the page does around a call besides drawing it. Loaded by around-call.ts. */
import type { Scope } from '../base/scope.ts';
import type { CallState } from '../call/state.ts';
import { KeepAwake } from './keep-awake.ts';

export class PageAroundCall {
  readonly #awake: KeepAwake;

  constructor(scope: Scope) {
    this.#awake = new KeepAwake(scope, 'wakeLock' in navigator ? navigator.wakeLock : undefined, document);
  }

  follow({ phase }: CallState): void {
    this.#awake.want(phase === 'ringing' || phase === 'connecting' || phase === 'connected' || phase === 'reconnecting');
  }
}
