/** Files that are dragged above the page: a sign while they are, and the drop. */
import type { Scope } from 'firelink/base';

/** As much of a DataTransfer as is looked at before the drop: names and sizes are not told then. */
type Dragged = Pick<DataTransfer, 'types'>;

/** A picture of the page itself has a file as well; it is dragged with the address that it was loaded from. */
export function hasFiles(dragged: Dragged | null): boolean {
  return dragged !== null && dragged.types.includes('Files') && !dragged.types.includes('text/uri-list');
}

/**
 * How many elements the drag is in: each that it enters is told before the one that it leaves. Browsers lose a leave where the
 * element goes, so a drag that leaves the page, an end and a drop each set it to nothing.
 */
export class DragDepth {
  #depth = 0;

  get isInside(): boolean {
    return this.#depth > 0;
  }

  enter(): void {
    this.#depth++;
  }

  leave(): void {
    this.#depth = Math.max(0, this.#depth - 1);
  }

  end(): void {
    this.#depth = 0;
  }
}

export interface DropPorts {
  readonly page: EventTarget;
  /** Files can be sent at present. Where not, a drop is taken all the same: the browser would leave the call for the file. */
  readonly canSend: () => boolean;
  readonly onInside: (isInside: boolean) => void;
  /** Called in the listener of the drop: what is dropped is readable until it returns. */
  readonly onDrop: (dropped: DataTransfer) => void;
}

export function followDrags(scope: Scope, { page, canSend, onInside, onDrop }: DropPorts): void {
  const depth = new DragDepth();
  const onFiles = (type: string, act: (event: DragEvent) => void): void => {
    scope.listen(page, type, (event) => {
      if (!(event instanceof DragEvent) || !hasFiles(event.dataTransfer)) return;
      act(event);
      onInside(depth.isInside && canSend());
    });
  };
  onFiles('dragenter', (event) => {
    event.preventDefault();
    depth.enter();
  });
  onFiles('dragover', (event) => {
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = canSend() ? 'copy' : 'none';
  });
  onFiles('dragleave', (event) => {
    // Out of the window there is no element that is entered.
    if (event.relatedTarget === null) depth.end();
    else depth.leave();
  });
  onFiles('drop', (event) => {
    event.preventDefault();
    depth.end();
    if (event.dataTransfer && canSend()) onDrop(event.dataTransfer);
  });
}
