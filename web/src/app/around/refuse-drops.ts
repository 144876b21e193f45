import type { Scope } from 'firelink/base';

/**
 * A file that is dropped where none can be taken would be opened by the browser, in the place of the call. The person sees the
 * browser's own sign that it can't be dropped here. What takes files (app/files/file-drop.ts) listens later, and has the last word.
 */
export function refuseDrops(scope: Scope, page: EventTarget = window): void {
  for (const type of ['dragover', 'drop']) {
    scope.listen(page, type, (event) => {
      if (!(event instanceof DragEvent) || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'none';
    });
  }
}
