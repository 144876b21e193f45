/**
 * The devices as a call uses them. A call of data alone uses none: what is switched on in it is tried in a dialog first, seen
 * and heard by its person alone, and taken up when they say so.
 *
 *   unused ──a device is switched on──► tried ──Turn on──► used, as in any call
 *      ▲                                  │
 *      └────────────Cancel, or the end────┘
 */
import { html, type TemplateResult } from 'lit';
import type { Call, LocalMediaControls } from 'firelink';
import { contained, uncaught } from 'firelink/base';
import type { CallState, LocalView } from 'firelink/call';
import type { AnswerEvent, DeviceKind, InputKind } from '../../elements/shared/events.ts';
import { NO_DEVICES } from '../../elements/shared/no-devices.ts';

type Controls = Pick<LocalMediaControls, 'view' | 'switchDevice' | 'chooseDevice' | 'flipCamera' | 'mirror' | 'stop'>;

const UNUSED: LocalView = { ...NO_DEVICES, isUnused: true };

export class CallDevices {
  readonly #call: Pick<Call, 'media' | 'useMedia' | 'view'>;
  readonly #media: Controls;
  readonly #onChange: () => void;
  readonly #loadParts: () => Promise<unknown>;
  #isTrying = false;
  #areParts: 'missing' | 'on their way' | 'there' = 'missing';

  /** @param loadParts the elements that a call of data alone has and no other */
  constructor(call: Pick<Call, 'media' | 'useMedia' | 'view'>, media: Controls, onChange: () => void, loadParts: () => Promise<unknown> = () => import('./data-only-parts.ts')) {
    this.#call = call;
    this.#media = media;
    this.#onChange = onChange;
    this.#loadParts = loadParts;
  }

  get view(): LocalView {
    return this.#isUnused ? UNUSED : this.#media.view;
  }

  switchDevice(device: InputKind, isOn: boolean): void {
    if (this.#isUnused && !this.#isTrying) {
      if (!isOn || this.#call.view.state.phase === 'ended') return;
      this.#isTrying = true;
      this.#load();
    }
    this.#media.switchDevice(device, isOn);
    this.#onChange();
  }

  chooseDevice(kind: DeviceKind, id: string): void {
    this.#media.chooseDevice(kind, id);
  }

  flipCamera(): void {
    this.#media.flipCamera();
  }

  mirror(isMirrored: boolean): void {
    this.#media.mirror(isMirrored);
  }

  /** What a press needs is there before the press, and outlasts a deploy in mid-call. */
  follow({ phase }: CallState): void {
    if (phase === 'connected' && this.#isUnused) this.#load();
    if (phase === 'ended') this.#answer(false);
  }

  draw(): TemplateResult | undefined {
    if (!this.#isTrying) return undefined;
    return html`<firelink-take-up .local=${this.#media.view} @firelink-answer=${this.#hear}></firelink-take-up>`;
  }

  get #isUnused(): boolean {
    return this.#call.media === 'none';
  }

  readonly #hear = (event: AnswerEvent): void => {
    // It is no answer to a question of the app's.
    event.stopPropagation();
    this.#answer(event.isYes);
  };

  #answer(isYes: boolean): void {
    if (!this.#isTrying) return;
    this.#isTrying = false;
    if (isYes) this.#call.useMedia();
    else this.#media.stop();
    this.#onChange();
  }

  #load(): void {
    if (this.#areParts !== 'missing') return;
    this.#areParts = 'on their way';
    contained(this.#loadParts().then(() => {
      this.#areParts = 'there';
    }, () => {
      // The next press asks once more; no device stays on for a dialog that is not there.
      this.#areParts = 'missing';
      this.#answer(false);
    }), uncaught);
  }
}
