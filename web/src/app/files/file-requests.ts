/** What a person asks of files, each answered: by the list of transfers, by the disk, or by words. */
import { contained, uncaught, type Scope } from 'firelink/base';
import type { Transfers, TransferView } from 'firelink/files';
import { FirelinkSendFiles } from '../../elements/files/firelink-send-files.ts';
import { ChooseFilesEvent, ProvideFileEvent, SaveFileEvent, SendFilesEvent, StepTransfersEvent, type ChosenFile, type TransferStep } from '../../elements/files/transfer-events.ts';
import { fileMessages } from '../../elements/i18n/files/index.ts';
import { isolated } from '../../elements/shared/isolated.ts';
import { chooseWithHandles, openPicker } from './choose-files.ts';
import type { FileNotices } from './file-notices.ts';
import type { Gathered } from './gather-files.ts';

export interface FileRequestPorts {
  readonly transfers: Pick<Transfers, 'views' | 'offer' | 'provide' | 'blob' | TransferStep>;
  readonly notices: FileNotices;
  /** Hands a received file over to the person, on a press. */
  readonly save: (file: Blob, name: string) => Promise<'saved' | 'handed-over' | 'cancelled' | 'disk-full' | 'failed'>;
}

export class FileRequests {
  readonly #ports: FileRequestPorts;

  constructor(ports: FileRequestPorts) {
    this.#ports = ports;
  }

  /** @param host hears what is asked for */
  listen(scope: Scope, host: EventTarget): void {
    scope.listen(host, StepTransfersEvent.type, (event) => {
      if (event instanceof StepTransfersEvent) for (const id of event.ids) this.#ports.transfers[event.step](id);
    });
    scope.listen(host, SendFilesEvent.type, (event) => {
      if (event instanceof SendFilesEvent) this.#offer(event.files);
    });
    scope.listen(host, ChooseFilesEvent.type, (event) => this.#choose(event));
    scope.listen(host, ProvideFileEvent.type, (event) => {
      if (event instanceof ProvideFileEvent) contained(this.#provide(event), uncaught);
    });
    scope.listen(host, SaveFileEvent.type, (event) => {
      if (event instanceof SaveFileEvent) contained(this.#save(event.id), uncaught);
    });
  }

  /** Of a drop, or a paste. */
  take({ files, isCut, unreadable }: Gathered): void {
    const { notices } = fileMessages();
    this.#offer(files);
    if (isCut) this.#ports.notices.tell(notices.tooMany(files.length));
    else if (unreadable > 0) this.#ports.notices.tell(notices.unreadable(unreadable));
    else if (files.length === 0) this.#ports.notices.tell(notices.nothingInside);
  }

  #choose(event: Event): void {
    const pick = openPicker();
    const [button] = event.composedPath();
    if (!pick || !(button instanceof FirelinkSendFiles)) return;
    event.preventDefault();
    const work = chooseWithHandles(pick).then((files) => {
      if (files === undefined) button.openInput();
      else if (files.length > 0) this.#offer(files);
    });
    contained(work, uncaught);
  }

  #offer(files: readonly ChosenFile[]): void {
    this.#ports.transfers.offer(files);
    this.#ports.notices.tell('');
  }

  /** The same file goes on where it was; another version of it is another offer. */
  async #provide({ id, file }: ProvideFileEvent): Promise<void> {
    const view = this.#viewOf(id);
    if (view?.state.kind !== 'needs-file') return this.#offer([{ file, path: view?.path ?? [] }]);
    const outcome = await this.#ports.transfers.provide(id, file);
    this.#ports.notices.tellOf(id, outcome === 'another-file' ? fileMessages().notices.anotherFile(isolated(view.name)) : '');
  }

  async #save(id: string): Promise<void> {
    const view = this.#viewOf(id);
    const blob = await this.#ports.transfers.blob(id);
    if (!view) return;
    const { notices } = fileMessages();
    const outcome = blob ? await this.#ports.save(blob, view.name) : 'failed';
    if (outcome === 'cancelled' || outcome === 'handed-over') return this.#ports.notices.tellOf(id, '');
    this.#ports.notices.tellOf(id, outcome === 'saved' ? notices.saved(isolated(view.name)) : notices.notSaved(isolated(view.name)));
  }

  #viewOf(id: string): TransferView | undefined {
    return this.#ports.transfers.views.find((view) => view.id === id);
  }
}
