/** What received files show of themselves, read once each when they are done. */
import { contained } from 'firelink/base';
import type { Transfers, TransferView } from 'firelink/files';
import type { Preview } from '../../elements/files/firelink-file-preview.ts';

/** Larger ones are saved and looked at elsewhere: a decoded picture takes many times its bytes. */
const MOST_BYTES_OF_PICTURE = 64 * 1024 * 1024;

export class FilePreviews {
  readonly #transfers: Pick<Transfers, 'blob'>;
  readonly #shownAs: (blob: Blob) => Promise<Preview | undefined>;
  readonly #onChange: () => void;
  readonly #asked = new Set<string>();
  #previews: ReadonlyMap<string, Preview> = new Map();

  constructor(transfers: Pick<Transfers, 'blob'>, shownAs: (blob: Blob) => Promise<Preview | undefined>, onChange: () => void) {
    this.#transfers = transfers;
    this.#shownAs = shownAs;
    this.#onChange = onChange;
  }

  /** By the transfer's id; another map after each change. */
  get previews(): ReadonlyMap<string, Preview> {
    return this.#previews;
  }

  follow(views: readonly TransferView[]): void {
    for (const { id, state, direction } of views) {
      if (state.kind !== 'done' || direction !== 'in' || this.#asked.has(id)) continue;
      this.#asked.add(id);
      // What can't be read shows nothing, and can be saved.
      contained(this.#read(id), () => {});
    }
  }

  async #read(id: string): Promise<void> {
    const blob = await this.#transfers.blob(id);
    const preview = blob && (await this.#shownAs(blob));
    if (!preview || (preview.element === 'image' && preview.blob.size > MOST_BYTES_OF_PICTURE)) return;
    this.#previews = new Map([...this.#previews, [id, preview]]);
    this.#onChange();
  }
}
