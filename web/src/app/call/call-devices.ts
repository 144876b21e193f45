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
import type { CallState, LocalView } from 'firelink/call';
import type { AnswerEvent, DeviceKind, InputKind } from '../../elements/shared/events.ts';
import { NO_DEVICES } from '../../elements/shared/no-devices.ts';

type Controls = Pick<LocalMediaControls, 'view' | 'switchDevice' | 'chooseDevice' | 'flipCamera' | 'mirror' | 'stop'>;

const UNUSED: LocalView = { ...NO_DEVICES, isUnused: true };

export class CallDevices {
  readonly #call: Pick<Call, 'media' | 'useMedia' | 'view'>;
  readonly #media: Controls;
  readonly #onChange: () => void;
  #isTrying = false;

  constructor(call: Pick<Call, 'media' | 'useMedia' | 'view'>, media: Controls, onChange: () => void) {
    this.#call = call;
    this.#media = media;
    this.#onChange = onChange;
  }

  get view(): LocalView {
    return this.#isUnused ? UNUSED : this.#media.view;
  }

  switchDevice(device: InputKind, isOn: boolean): void {
    if (this.#isUnused && !this.#isTrying) {
      if (!isOn || this.#call.view.state.phase === 'ended') return;
      this.#isTrying = true;
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

  follow({ phase }: CallState): void {
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
}
