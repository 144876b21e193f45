/**
 * Whether this side sends its devices in the calls of a link, and which of them after a reload. Only a call that began
 * without them has anything to remember: the tab does that, since the person took them up in it.
 *
 *   none ──takeUp──► taken up ──keep(what is on)──► taken up
 */
import type { CallId } from '#protocol/identifiers.ts';
import { browserStorage, type KeyValues } from '../../base/storage/key-values.ts';
import { INPUTS, type InputKind } from '../../media/inputs/local-media-state.ts';
import type { LinkMedia } from '../../signaling/link/call-link.ts';

export type WishedInputs = Readonly<Record<InputKind, boolean>>;

export class MediaChoice {
  readonly #key: string;
  readonly #begunWith: LinkMedia;
  readonly #storage: KeyValues;

  /** @param linkCallId of the link's own call */
  constructor(linkCallId: CallId, begunWith: LinkMedia, storage: KeyValues = browserStorage.session) {
    this.#key = `firelink/taken-up/${linkCallId}`;
    this.#begunWith = begunWith;
    this.#storage = storage;
  }

  get media(): LinkMedia {
    return this.#begunWith === 'devices' || this.#kept !== undefined ? 'devices' : 'none';
  }

  /** What was on when it was kept last; undefined where the browser's own wishes count. */
  get wished(): WishedInputs | undefined {
    const kept = this.#begunWith === 'none' ? this.#kept?.split(',') : undefined;
    return kept && { microphone: kept.includes('microphone'), camera: kept.includes('camera') };
  }

  /** The devices are taken up, or have changed since. */
  keep(on: WishedInputs): void {
    if (this.#begunWith === 'none') this.#storage.set(this.#key, INPUTS.filter((input) => on[input]).join(','));
  }

  get #kept(): string | undefined {
    return this.#storage.get(this.#key);
  }
}
