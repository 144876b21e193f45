/** A page around the list of files, as the panel of a call is around it. */
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { contained, uncaught } from '../../../../engine/src/base/contained.ts';
import type { TransferView } from '../../../../engine/src/transfer/files/transfer-view.ts';
import '../files/firelink-drop-sign.ts';
import '../files/firelink-file-announcements.ts';
import type { FirelinkFileAnnouncements } from '../files/firelink-file-announcements.ts';
import type { Preview } from '../files/firelink-file-preview.ts';
import '../files/firelink-send-files.ts';
import '../files/firelink-transfers.ts';
import { tokens } from '../shared/tokens.styles.ts';

@customElement('firelink-files-story')
export class FirelinkFilesStory extends LitElement {
  static override styles = [tokens, css`
    :host {
      display: block;
      min-height: 100dvh;
      padding: 1rem;
      background: var(--_ground);
    }

    main {
      display: grid;
      gap: 1rem;
      max-width: 30rem;
      margin: 0 auto;
    }
  `];

  @property({ attribute: false }) views: readonly TransferView[] = [];
  @property({ attribute: false }) other: string | undefined;
  @property({ attribute: false }) pictures: readonly string[] = [];
  @property({ attribute: false }) broken: readonly string[] = [];
  @property({ attribute: false }) said: readonly string[] = [];
  @property({ attribute: false }) isDropping = false;
  @state() private previews: ReadonlyMap<string, Preview> = new Map();
  @query('firelink-file-announcements') private readonly announcements!: FirelinkFileAnnouncements | null;

  override firstUpdated(): void {
    this.announcements?.say(this.said);
    contained(this.#fillPreviews(), uncaught);
  }

  async #fillPreviews(): Promise<void> {
    const broken = new Blob(['no picture'], { type: 'image/png' });
    const painted = await paint();
    this.previews = new Map([...this.pictures.map((id) => [id, { element: 'image', blob: painted }] as const), ...this.broken.map((id) => [id, { element: 'image', blob: broken }] as const)]);
  }

  override render(): TemplateResult {
    return html`
      <main>
        <h1 class="hidden-visually">Files</h1>
        <firelink-send-files></firelink-send-files>
        <firelink-transfers .views=${this.views} .nameOf=${() => this.other} .previews=${this.previews}></firelink-transfers>
        <firelink-file-announcements></firelink-file-announcements>
        ${this.isDropping ? html`<firelink-drop-sign .other=${this.other}></firelink-drop-sign>` : nothing}
      </main>
    `;
  }
}

function paint(): Promise<Blob> {
  const canvas = new OffscreenCanvas(640, 400);
  const context = canvas.getContext('2d');
  if (context) {
    const ground = context.createLinearGradient(0, 0, 640, 400);
    ground.addColorStop(0, '#f6b26b');
    ground.addColorStop(1, '#6d4c8f');
    context.fillStyle = ground;
    context.fillRect(0, 0, 640, 400);
  }
  return canvas.convertToBlob({ type: 'image/png' });
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-files-story': FirelinkFilesStory;
  }
}
