/** The requests of the list of files. As those of the screens, they bubble and cross shadow boundaries; a row changes with its view alone. */

/** What a person may ask of one transfer. */
export type TransferStep = 'accept' | 'decline' | 'pause' | 'resume' | 'cancel' | 'retry';

/** A file that a person wants to send, with the folders above it where it lay in one. */
export interface ChosenFile {
  readonly file: File;
  readonly path?: readonly string[];
  /** Where the browser has one: with it the file is still there after a reload. */
  readonly handle?: FileSystemFileHandle;
}

abstract class TransferEvent extends Event {
  constructor(type: string) {
    super(type, { bubbles: true, composed: true, cancelable: true });
  }
}

/** Take `step` with these transfers. */
export class StepTransfersEvent extends TransferEvent {
  static readonly type = 'firelink-step-transfers';
  readonly step: TransferStep;
  readonly ids: readonly string[];
  constructor(step: TransferStep, ids: readonly string[]) {
    super(StepTransfersEvent.type);
    this.step = step;
    this.ids = ids;
  }
}

/** Let the person choose files with more than an input has to give. A page that can calls `preventDefault`; else the input opens. */
export class ChooseFilesEvent extends TransferEvent {
  static readonly type = 'firelink-choose-files';
  constructor() { super(ChooseFilesEvent.type); }
}

/** Offer these files to the other side. */
export class SendFilesEvent extends TransferEvent {
  static readonly type = 'firelink-send-files';
  readonly files: readonly ChosenFile[];
  constructor(files: readonly ChosenFile[]) {
    super(SendFilesEvent.type);
    this.files = files;
  }
}

/** Here is the file once more that this transfer is of. */
export class ProvideFileEvent extends TransferEvent {
  static readonly type = 'firelink-provide-file';
  readonly id: string;
  readonly file: File;
  constructor(id: string, file: File) {
    super(ProvideFileEvent.type);
    this.id = id;
    this.file = file;
  }
}

/** Write the received file where the person wants it. */
export class SaveFileEvent extends TransferEvent {
  static readonly type = 'firelink-save-file';
  readonly id: string;
  constructor(id: string) {
    super(SaveFileEvent.type);
    this.id = id;
  }
}

declare global {
  interface HTMLElementEventMap {
    'firelink-step-transfers': StepTransfersEvent;
    'firelink-choose-files': ChooseFilesEvent;
    'firelink-send-files': SendFilesEvent;
    'firelink-provide-file': ProvideFileEvent;
    'firelink-save-file': SaveFileEvent;
  }
}
