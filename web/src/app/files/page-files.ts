/** Joins the list of files to the screen of a call: what is asked for goes to `Transfers`, what has changed to the screen. */
import { contained, Scope, uncaught } from 'firelink/base';
import type { Transfers, TransferView } from 'firelink/files';
import { html, type TemplateResult } from 'lit';
import { OpenChatEvent } from '../../elements/chat/chat-events.ts';
import type { TimelineRow } from '../../elements/chat/chat-view.ts';
import { announcementsOf } from '../../elements/files/file-announcements.ts';
import '../../elements/files/firelink-file-notice.ts';
import type { Preview } from '../../elements/files/firelink-file-preview.ts';
import '../../elements/files/firelink-send-files.ts';
import '../../elements/files/firelink-transfers.ts';
import type { TransferStep } from '../../elements/files/transfer-events.ts';
import { fileMessages } from '../../elements/i18n/files/index.ts';
import { language } from '../../elements/i18n/index.ts';
import { isolated } from '../../elements/shared/isolated.ts';
import { FileNotices } from './file-notices.ts';
import { FilePreviews } from './file-previews.ts';
import { FileRequests, type FileRequestPorts } from './file-requests.ts';
import { runsOf } from './file-rows.ts';
import { gather } from './gather-files.ts';
import { followGivenFiles } from './given-files.ts';

/** As much of `Transfers` as the page uses. */
export type PageTransfers = Pick<Transfers, 'views' | 'observe' | 'offer' | 'provide' | 'blob' | TransferStep>;

export interface FilesPorts {
  readonly transfers: PageTransfers;
  readonly nameOf: (participant: string) => string | undefined;
  /** What a file shows of itself, by its first bytes. */
  readonly shownAs: (file: Blob) => Promise<Preview | undefined>;
  /** The call is not over: files may be dropped and pasted. Always, where it is left out. */
  readonly canSend?: () => boolean;
  readonly save: FileRequestPorts['save'];
  /** Default the browser's own. */
  readonly window?: EventTarget;
  readonly page?: Document;
}

export class PageFiles {
  readonly #ports: FilesPorts;
  readonly #previews: FilePreviews;
  readonly #notices = new FileNotices(() => this.#onChange());
  readonly #requests: FileRequests;
  /** Offers that the person has had before their eyes. */
  readonly #seen = new Set<string>();
  #onChange: () => void = () => {};

  constructor(ports: FilesPorts) {
    this.#ports = ports;
    this.#previews = new FilePreviews(ports.transfers, ports.shownAs, () => this.#onChange());
    this.#requests = new FileRequests({ transfers: ports.transfers, notices: this.#notices, save: ports.save });
  }

  /** How many files were offered since the person last looked. */
  get unread(): number {
    return this.#offers().filter(({ id }) => !this.#seen.has(id)).length;
  }

  markRead(): void {
    for (const { id } of this.#offers()) this.#seen.add(id);
  }

  get rows(): readonly TimelineRow[] {
    const rows = runsOf(this.#ports.transfers.views).map(({ id, at, views }) => ({ id, at, isOwn: views[0]?.direction === 'out', draw: () => this.#draw(views) }));
    const { text } = this.#notices;
    return text === '' ? rows : [...rows, { id: 'files.notice', at: Infinity, isOwn: true, draw: () => html`<firelink-file-notice .text=${text}></firelink-file-notice>` }];
  }

  readonly drawBesideField = (): TemplateResult => html`<firelink-send-files compact></firelink-send-files>`;

  /**
   * The screen of the call stands.
   * @param host hears what is asked for
   * @returns ends it
   */
  attach(host: EventTarget, onChange: () => void): () => void {
    const { window = globalThis.window, page = globalThis.document } = this.#ports;
    const scope = new Scope();
    this.#onChange = onChange;
    scope.own(() => {
      this.#onChange = () => {};
    });
    this.#notices.attach(scope, page);
    this.#follow(scope);
    this.#requests.listen(scope, host);
    followGivenFiles(scope, {
      window, page, canSend: this.#ports.canSend ?? (() => true),
      // In a room there are several: the files go to all of them.
      nameOfOther: () => this.#nameOf('other'),
      onGiven: (items) => {
        // The person who sends sees it go.
        host.dispatchEvent(new OpenChatEvent(true));
        contained(gather(items).then((gathered) => this.#requests.take(gathered)), uncaught);
      },
    });
    return () => scope.end();
  }

  #follow(scope: Scope): void {
    let known = this.#ports.transfers.views;
    const follow = (): void => {
      const { views } = this.#ports.transfers;
      this.#notices.say(announcementsOf(known, views, fileMessages(), language(), this.#nameOf));
      known = views;
      this.#previews.follow(views);
      this.#onChange();
    };
    this.#previews.follow(known);
    scope.own(this.#ports.transfers.observe(follow));
  }

  readonly #nameOf = (participant: string): string | undefined => {
    const name = this.#ports.nameOf(participant);
    return name === undefined ? undefined : isolated(name);
  };

  #draw(views: readonly TransferView[]): TemplateResult {
    return html`<firelink-transfers .views=${views} .nameOf=${this.#nameOf} .previews=${this.#previews.previews} .notices=${this.#notices.ofFiles}></firelink-transfers>`;
  }

  #offers(): readonly TransferView[] {
    return this.#ports.transfers.views.filter(({ direction, state }) => direction === 'in' && state.kind === 'offered');
  }
}
