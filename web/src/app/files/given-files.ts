/** Files that are given without a button: dropped onto the page, or pasted into it. */
import type { Scope } from 'firelink/base';
import '../../elements/files/firelink-drop-sign.ts';
import { followDrags } from './file-drop.ts';

export interface GivenFilesPorts {
  /** Hears drags and pastes. */
  readonly window: EventTarget;
  /** Shows the sign where to drop. */
  readonly page: Document;
  /** Where not, what is dropped is refused, and what is pasted is left alone. */
  readonly canSend: () => boolean;
  /** To whom they go, ready for a sentence. */
  readonly nameOfOther: () => string | undefined;
  /** Called in the listener of the event: what is given is readable until it returns. */
  readonly onGiven: (items: DataTransferItemList) => void;
}

export function followGivenFiles(scope: Scope, { window, page, canSend, nameOfOther, onGiven }: GivenFilesPorts): void {
  const sign = page.createElement('firelink-drop-sign');
  scope.own(() => sign.remove());
  followDrags(scope, {
    page: window,
    canSend,
    onInside: (isInside) => {
      sign.other = nameOfOther();
      if (!isInside) sign.remove();
      else if (!sign.isConnected) page.body.append(sign);
    },
    onDrop: (dropped) => onGiven(dropped.items),
  });
  scope.listen(window, 'paste', (event) => {
    if (!canSend() || !(event instanceof ClipboardEvent) || !isPasteOfFiles(event.clipboardData, event.composedPath()[0])) return;
    event.preventDefault();
    onGiven(event.clipboardData.items);
  });
}

/**
 * A text that was copied together with a picture of it (from a table, a document) is pasted as text where texts are written. In the
 * chat's field and where nothing is written, files are sent; in any other field a paste is that field's.
 */
export function isPasteOfFiles(pasted: Pick<DataTransfer, 'types'> | null, target: EventTarget | undefined): pasted is DataTransfer {
  if (pasted === null || !pasted.types.includes('Files')) return false;
  if (!(target instanceof HTMLElement) || !(target.isContentEditable || target.matches('input, textarea, select'))) return true;
  return target.matches('textarea') && !pasted.types.includes('text/plain');
}
