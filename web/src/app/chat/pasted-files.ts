/** Whether a paste is one of files. */

/**
 * A text that was copied together with a picture of it (from a table, a document) is pasted as text where texts are written. In the
 * chat's field and where nothing is written, files are sent; in any other field a paste is that field's.
 */
export function isPasteOfFiles(pasted: Pick<DataTransfer, 'types'> | null, target: EventTarget | undefined): pasted is DataTransfer {
  if (pasted === null || !pasted.types.includes('Files')) return false;
  if (!(target instanceof HTMLElement) || !(target.isContentEditable || target.matches('input, textarea, select'))) return true;
  return target.matches('textarea') && !pasted.types.includes('text/plain');
}
