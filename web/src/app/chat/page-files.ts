/** Joins the list of files to the screen of a call: what is asked for goes to `Transfers`, what has changed to the screen. */
import { contained, Scope, uncaught } from 'firelink/base';
import type { Transfers, TransferView } from 'firelink/files';
import { html, type TemplateResult } from 'lit';
import { OpenChatEvent } from '../../elements/chat/chat-events.ts';
import type { TimelineRow } from '../../elements/chat/chat-view.ts';
import '../../elements/files/firelink-drop-sign.ts';
import '../../elements/files/firelink-file-announcements.ts';
import { announcementsOf } from '../../elements/files/file-announcements.ts';
import '../../elements/files/firelink-file-notice.ts';
import type { Preview } from '../../elements/files/firelink-file-preview.ts';
import { FirelinkSendFiles } from '../../elements/files/firelink-send-files.ts';
import '../../elements/files/firelink-transfers.ts';
import { ChooseFilesEvent, ProvideFileEvent, SaveFileEvent, SendFilesEvent, StepTransfersEvent, type ChosenFile, type TransferStep } from '../../elements/files/transfer-events.ts';
import { fileMessages } from '../../elements/i18n/files/index.ts';
import { language } from '../../elements/i18n/index.ts';
import { isolated } from '../../elements/shared/isolated.ts';
import { chooseWithHandles, openPicker } from './choose-files.ts';
import { FilePreviews } from './file-previews.ts';
import { followDrags } from './file-drop.ts';
import { runsOf } from './file-rows.ts';
import { gather, type Gathered } from './gather-files.ts';
import { isPasteOfFiles } from './pasted-files.ts';

/** As much of `Transfers` as the page uses. */
export type PageTransfers = Pick<Transfers, 'views' | 'observe' | 'offer' | 'provide' | 'blob' | TransferStep>;

export interface FilesPorts {
  readonly transfers: PageTransfers;
  readonly nameOf: (participant: string) => string | undefined;
  /** What a file shows of itself, by its first bytes. */
  readonly shownAs: (file: Blob) => Promise<Preview | undefined>;
  /** There is a call, or there may be one again soon. */
  readonly canSend: () => boolean;
  /** Hands a received file over to the person, on a press. */
  readonly save: (file: Blob, name: string) => Promise<'saved' | 'handed-over' | 'cancelled' | 'disk-full' | 'failed'>;
}

export class PageFiles {
  readonly #ports: FilesPorts;
  readonly #previews: FilePreviews;
  #notices: ReadonlyMap<string, string> = new Map();
  /** Said of the last choice of files, as a whole; '' for nothing. */
  #notice = '';
  /** Offers that the person has had before their eyes. */
  readonly #seen = new Set<string>();
  #onChange: () => void = () => {};
  #say: (sentences: readonly string[]) => void = () => {};

  constructor(ports: FilesPorts) {
    this.#ports = ports;
    this.#previews = new FilePreviews(ports.transfers, ports.shownAs, () => this.#onChange());
  }

  /** How many files were offered since the person last looked. */
  get unread(): number {
    return this.#offers().filter(({ id }) => !this.#seen.has(id)).length;
  }

  markRead(): void {
    for (const { id } of this.#offers()) this.#seen.add(id);
  }

  get rows(): readonly TimelineRow[] {
    const rows = runsOf(this.#ports.transfers.views).map(({ id, at, views }) => ({ id, at, draw: () => this.#draw(views) }));
    const text = this.#notice;
    return text === '' ? rows : [...rows, { id: 'files.notice', at: Infinity, draw: () => html`<firelink-file-notice .text=${text}></firelink-file-notice>` }];
  }

  readonly drawBesideField = (): TemplateResult => html`<firelink-send-files compact></firelink-send-files>`;

  /**
   * The screen of the call stands.
   * @param host hears what is asked for
   * @returns ends it
   */
  attach(host: EventTarget, onChange: () => void): () => void {
    const scope = new Scope();
    this.#onChange = onChange;
    scope.own(() => {
      this.#onChange = () => {};
    });
    this.#follow(scope);
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
    const takeFrom = (items: DataTransferItemList): void => {
      // The person who sends sees it go.
      host.dispatchEvent(new OpenChatEvent(true));
      contained(gather(items).then((gathered) => this.#take(gathered)), uncaught);
    };
    this.#followDrags(scope, takeFrom);
    scope.listen(window, 'paste', (event) => {
      if (!this.#ports.canSend() || !(event instanceof ClipboardEvent) || !isPasteOfFiles(event.clipboardData, event.composedPath()[0])) return;
      event.preventDefault();
      takeFrom(event.clipboardData.items);
    });
    return () => scope.end();
  }

  #follow(scope: Scope): void {
    const announcements = document.createElement('firelink-file-announcements');
    document.body.append(announcements);
    scope.own(() => announcements.remove());
    this.#say = (sentences) => announcements.say(sentences);
    let known = this.#ports.transfers.views;
    const follow = (): void => {
      const { views } = this.#ports.transfers;
      this.#say(announcementsOf(known, views, fileMessages(), language(), this.#nameOf));
      known = views;
      this.#previews.follow(views);
      this.#onChange();
    };
    this.#previews.follow(known);
    scope.own(this.#ports.transfers.observe(follow));
  }

  #followDrags(scope: Scope, takeFrom: (items: DataTransferItemList) => void): void {
    const sign = document.createElement('firelink-drop-sign');
    scope.own(() => sign.remove());
    followDrags(scope, {
      page: window,
      canSend: this.#ports.canSend,
      onInside: (isInside) => {
        // In a room there are several: the files go to all of them.
        sign.other = this.#nameOf('other');
        if (!isInside) sign.remove();
        else if (!sign.isConnected) document.body.append(sign);
      },
      onDrop: (dropped) => takeFrom(dropped.items),
    });
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
    this.#notice = '';
    this.#ports.transfers.offer(files);
    this.#onChange();
  }

  #take({ files, isCut, unreadable }: Gathered): void {
    const { notices } = fileMessages();
    this.#offer(files);
    if (isCut) this.#tell(notices.tooMany(files.length));
    else if (unreadable > 0) this.#tell(notices.unreadable(unreadable));
    else if (files.length === 0) this.#tell(notices.nothingInside);
  }

  /** The same file goes on where it was; another version of it is another offer. */
  async #provide({ id, file }: ProvideFileEvent): Promise<void> {
    const view = this.#viewOf(id);
    if (view?.state.kind !== 'needs-file') return this.#offer([{ file, path: view?.path ?? [] }]);
    const outcome = await this.#ports.transfers.provide(id, file);
    this.#tellOf(id, outcome === 'another-file' ? fileMessages().notices.anotherFile(isolated(view.name)) : '');
  }

  async #save(id: string): Promise<void> {
    const view = this.#viewOf(id);
    const blob = await this.#ports.transfers.blob(id);
    if (!view) return;
    const { notices } = fileMessages();
    const outcome = blob ? await this.#ports.save(blob, view.name) : 'failed';
    if (outcome === 'cancelled' || outcome === 'handed-over') return this.#tellOf(id, '');
    this.#tellOf(id, outcome === 'saved' ? notices.saved(isolated(view.name)) : notices.notSaved(isolated(view.name)));
  }

  #tell(text: string): void {
    this.#notice = text;
    this.#say([text]);
    this.#onChange();
  }

  #tellOf(id: string, text: string): void {
    this.#notices = new Map([...this.#notices].filter(([other]) => other !== id).concat(text === '' ? [] : [[id, text]]));
    if (text !== '') this.#say([text]);
    this.#onChange();
  }

  readonly #nameOf = (participant: string): string | undefined => {
    const name = this.#ports.nameOf(participant);
    return name === undefined ? undefined : isolated(name);
  };

  #draw(views: readonly TransferView[]): TemplateResult {
    return html`<firelink-transfers .views=${views} .nameOf=${this.#nameOf} .previews=${this.#previews.previews} .notices=${this.#notices}></firelink-transfers>`;
  }

  #viewOf(id: string): TransferView | undefined {
    return this.#ports.transfers.views.find((view) => view.id === id);
  }

  #offers(): readonly TransferView[] {
    return this.#ports.transfers.views.filter(({ direction, state }) => direction === 'in' && state.kind === 'offered');
  }
}
