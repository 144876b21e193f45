import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { type Clock, contained, systemClock, uncaught } from 'firelink/base';
import { FitChangedEvent, PlayAllowedEvent, PlayBlockedEvent } from '../shared/events.ts';
import { videoStyles } from './firelink-video.styles.ts';
import { icons } from '../shared/icons.ts';
import { KeepPlaying, type Playable, type PlayingHost } from './keep-playing.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { chooseFit, type VideoFit } from '../in-call/video-fit.ts';

/**
 * Picture and sound of one side. The video element stays while there is no picture (sound may still come from it),
 * under a placeholder.
 *
 * @fires {PlayBlockedEvent} firelink-play-blocked - the browser wants a press before it plays sound: `play()` in its handler
 * @fires {PlayAllowedEvent} firelink-play-allowed - it plays, after any press
 * @fires {FitChangedEvent} firelink-fit-changed - of one that `isShownWhole`
 */
@customElement('firelink-video')
export class FirelinkVideo extends LitElement implements PlayingHost {
  static override styles = [tokens, videoStyles];

  @property({ attribute: false }) stream: MediaStream | undefined;
  /** Accessible name of the video. */
  @property() label = '';
  @property({ type: Boolean }) muted = false;
  @property({ type: Boolean, reflect: true }) mirrored = false;
  /** Whether the stream's picture is worth showing: false draws the placeholder. */
  @property({ attribute: false }) hasPicture = true;
  /** Shows the whole picture when filling the box would cut too much off; one's own picture always fills. */
  @property({ attribute: false }) isShownWhole = false;
  /** In place of what is chosen for the box and the picture. */
  @property({ attribute: false }) wishedFit: VideoFit | undefined;
  /** Where it is heard: an id for setSinkId, '' for the system's default. */
  @property({ attribute: false }) speaker = '';
  @property({ attribute: false }) clock: Clock = systemClock;
  @state() private fit: VideoFit = 'cover';
  @query('video') private readonly video!: HTMLVideoElement;

  /** The box turns with the phone and the picture with the other side's, both in the middle of a call. */
  readonly #resizes = new ResizeObserver(() => this.#chooseFit());

  readonly #playing = new KeepPlaying(this);

  get playable(): Playable | undefined {
    return this.stream && this.isConnected && this.hasUpdated ? this.video : undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes.observe(this);
    // Moved in the document, a video stops; it is the same stream, so no update would start it again.
    if (this.hasUpdated) contained(this.play(), uncaught);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
  }

  /** Plays with sound as far as the browser lets it: right after a press it does. */
  play(): Promise<void> {
    return this.#playing.play();
  }

  onBlocked(isBlocked: boolean): void {
    this.dispatchEvent(isBlocked ? new PlayBlockedEvent() : new PlayAllowedEvent());
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('stream')) contained(this.play(), uncaught);
    if (changed.has('speaker') && (this.speaker !== '' || changed.get('speaker') !== undefined)) contained(this.#moveSound(), uncaught);
  }

  override render(): TemplateResult {
    // Properties, not attributes: `muted` as an attribute is only a default, and srcObject has none. muted goes
    // first, or the moment between the two would be heard.
    return html`
      <video
        autoplay
        playsinline
        disablepictureinpicture
        aria-label=${this.label}
        style="--_fit: ${this.wishedFit ?? this.fit}"
        .muted=${this.muted}
        .srcObject=${this.stream ?? null}
        @loadedmetadata=${this.#chooseFit}
        @resize=${this.#chooseFit}
        @pause=${this.#onPause}
        @playing=${this.#onPlaying}
      ></video>
      ${this.hasPicture && this.stream ? nothing : html`<div class="placeholder" part="placeholder">${icons.person()}</div>`}
    `;
  }

  /** Taken out of the page, or at the end of its stream, it stops by itself. */
  #onPause(): void {
    if (this.isConnected && this.stream?.active) this.#playing.heardPause();
  }

  #onPlaying(): void {
    this.#playing.heardPlaying();
  }

  async #moveSound(): Promise<void> {
    try {
      await this.video.setSinkId(this.speaker);
    } catch {
      // Gone in the meantime, or not allowed: it is heard where it was.
    }
  }

  #chooseFit(): void {
    if (!this.hasUpdated || !this.isShownWhole) return;
    const { videoWidth, videoHeight } = this.video;
    const fit = chooseFit(videoWidth / videoHeight, this.clientWidth / this.clientHeight);
    if (fit === this.fit) return;
    this.fit = fit;
    this.dispatchEvent(new FitChangedEvent(fit));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-video': FirelinkVideo;
  }
}
