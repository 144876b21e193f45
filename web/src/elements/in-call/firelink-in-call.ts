import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { type Clock, contained, systemClock, uncaught } from 'firelink/base';
import type { CallView, LocalView } from 'firelink/call';
import type { ScreenView } from 'firelink/media';
import { AttachedChat } from './attached-chat.ts';
import { OpenChatEvent } from '../chat/chat-events.ts';
import type { ChatSource } from '../chat/chat-view.ts';
import { controls } from '../shared/controls.styles.ts';
import '../hand/firelink-hands.ts';
import { RaiseHandEvent } from '../hand/hand-events.ts';
import { CallKeys, KEYED, KEYS, type KeyedControl } from '../keys/call-keys.ts';
import '../keys/firelink-shortcuts.ts';
import type { FirelinkShortcuts } from '../keys/firelink-shortcuts.ts';
import type { SwitchKeysEvent } from '../keys/key-events.ts';
import { NO_KEY_MEMORY, type KeyMemory } from '../keys/key-memory.ts';
import { PushToTalk } from '../keys/push-to-talk.ts';
import { HangUpEvent, SwitchDeviceEvent, type ArrangePicturesEvent, type InputKind, type FitChangedEvent } from '../shared/events.ts';
import './firelink-call-announcements.ts';
import './firelink-call-notices.ts';
import './firelink-call-overlay.ts';
import '../devices/firelink-device-toggle.ts';
import './firelink-elapsed.ts';
import { inCallStyles } from './firelink-in-call.styles.ts';
import './firelink-quality.ts';
import '../video/firelink-video.ts';
import type { FirelinkVideo } from '../video/firelink-video.ts';
import '../view-menu/firelink-view-menu.ts';
import '../screen-share/firelink-share-button.ts';
import '../screen-share/firelink-shared-screen.ts';
import type { FirelinkSharedScreen } from '../screen-share/firelink-shared-screen.ts';
import { ShareScreenEvent, StopSharingEvent } from '../screen-share/screen-events.ts';
import { screenIcons } from '../screen-share/screen-icons.ts';
import { FullScreen } from '../view-menu/full-screen.ts';
import { FocusOnArrival } from '../shared/focus-on-arrival.ts';
import { icons } from '../shared/icons.ts';
import { isolated } from '../shared/isolated.ts';
import { callIcons } from './call-icons.ts';
import { NO_CALL, NO_DEVICES } from '../shared/no-devices.ts';
import { AS_IT_COMES, NO_PICTURE_MEMORY, type PictureChoice, type PictureMemory } from '../view-menu/picture-choice.ts';
import { screenLayout } from './screen-layout.styles.ts';
import { tokens } from '../shared/tokens.styles.ts';
import type { VideoFit } from './video-fit.ts';
import { callMessages } from '../i18n/call-messages.ts';
import { messages } from '../i18n/index.ts';
import { screenWords } from '../i18n/call/screen-words.ts';

/**
 * The conversation, from connecting to its end; also a page that takes up its call again after a reload.
 * The app defines `firelink-device-notice` with the first thing that it has to say (app/call/draw-call.ts).
 *
 * @fires {HangUpEvent} firelink-hang-up
 * @fires {SwitchDeviceEvent} firelink-switch-device
 * @fires {ChooseDeviceEvent} firelink-choose-device
 * @fires {MirrorEvent} firelink-mirror
 * @fires {FlipCameraEvent} firelink-flip-camera
 * @fires {RenameEvent} firelink-rename
 * @fires {LetSomebodyElseInEvent} firelink-let-somebody-else-in
 * @fires {ShareScreenEvent} firelink-share-screen
 * @fires {StopSharingEvent} firelink-stop-sharing
 * @fires {ShowScreenAsEvent} firelink-show-screen-as
 * @fires {RaiseHandEvent} firelink-raise-hand
 * @fires {OpenChatEvent} firelink-open-chat - and the others of firelink-chat
 */
@customElement('firelink-in-call')
export class FirelinkInCall extends LitElement {
  static override styles = [tokens, controls, inCallStyles, screenLayout];

  @property({ attribute: false }) view: CallView = NO_CALL;
  @property({ attribute: false }) local: LocalView = NO_DEVICES;
  @property({ attribute: false }) clock: Clock = systemClock;
  /** The two call again: no other person can be let in. */
  @property({ attribute: false }) isNext = false;
  /** This side's screen; undefined where none can be shared. */
  @property({ attribute: false }) screen: ScreenView | undefined;
  /** This side's hand is up; undefined where there is no way to raise one. */
  @property({ attribute: false }) isHandRaised: boolean | undefined;
  /** Keys without a modifier: an app that embeds the call may need them (WCAG 2.2, 2.1.4). A person switches them off in their list. */
  @property({ attribute: false }) hasKeys = true;
  @property({ attribute: false }) keys: KeyMemory = NO_KEY_MEMORY;
  @property({ attribute: false }) pictures: PictureMemory = NO_PICTURE_MEMORY;
  /** The chat of the call. Its elements are defined by its own code: there is nothing of it on the screen before that. */
  @property({ attribute: false }) chat: ChatSource | undefined;
  @state() private choice: PictureChoice = AS_IT_COMES;
  /** How the other side's picture is shown until the person chooses. */
  @state() private fitByItself: VideoFit = 'cover';
  @state() private isPlayBlocked = false;
  /** While the other side shares a screen: their picture is large, and the screen is the tile. */
  @state() private isPersonLarge = false;
  @query('.remote') private readonly remote!: FirelinkVideo;
  @query('firelink-shared-screen') private readonly shared!: FirelinkSharedScreen | null;
  /** The person wants the keys. */
  @state() private areKeysWanted = true;
  @query('firelink-shortcuts') private readonly shortcuts!: FirelinkShortcuts | null;
  @query('firelink-chat-button') private readonly chatButton!: HTMLElement | null;
  @query('firelink-chat') private readonly chatPanel!: HTMLElement | null;
  readonly #chat = new AttachedChat(this);
  readonly #fullScreen = new FullScreen(this);
  #wasChatOpen = false;

  constructor() {
    super();
    this.addController(new FocusOnArrival(this));
    this.addController(this.#fullScreen);
    this.addController(new CallKeys({ press: (control) => this.#areKeysOn && this.#press(control), fieldAt: (path) => this.#fieldAt(path) }));
    this.addController(new PushToTalk({
      isWanted: () => this.#canTalk && this.#areKeysOn, microphone: () => this.local.microphone,
      turn: (isOn) => this.dispatchEvent(new SwitchDeviceEvent('microphone', isOn)),
    }));
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('pictures')) this.choice = this.pictures.recall();
    if (changed.has('keys')) this.areKeysWanted = this.keys.areOn();
    if (changed.has('chat')) this.#chat.use(this.chat);
    if (!this.view.remote.screen) this.isPersonLarge = false;
  }

  /** Focus that was in the chat is at its button once the chat is put away. */
  override updated(): void {
    const isOpen = this.#chat.view?.isOpen ?? false;
    if (this.#wasChatOpen && !isOpen && (this.shadowRoot?.activeElement?.localName ?? 'firelink-chat') === 'firelink-chat') this.chatButton?.focus();
    this.#wasChatOpen = isOpen;
  }

  override render(): TemplateResult {
    const { call } = callMessages();
    const { state, remote } = this.view;
    const { stream, camera, microphone, speaker, isMirrored, isUnused } = this.local;
    const chat = this.#chat.view;
    const isTiled = this.#isTiled;
    const canShare = this.screen?.canShare ?? false;
    const hasPicker = isMirrored !== undefined || Object.keys(this.local.choices ?? {}).length > 0;
    const isBarFull = canShare && hasPicker && chat !== undefined;
    const parts = {
      'own-hidden': this.choice.isOwnHidden, 'own-small': this.choice.isOwnSmall,
      'with-chat': chat?.isOpen ?? false, 'without-pictures': this.#isWithoutPictures,
      'with-screen': remote.screen !== undefined, 'own-unused': isUnused ?? false, 'only-screen': remote.screen !== undefined && !remote.isCameraOn,
    };
    return html`
      <main class=${classMap(parts)}>
        <h1 class="hidden-visually" tabindex="-1">${call.title}</h1>
        <firelink-video
          class=${classMap({ remote: true, waiting: state.phase !== 'connected', tile: isTiled && !this.isPersonLarge, large: isTiled && this.isPersonLarge })}
          .isShownWhole=${true}
          .wishedFit=${isTiled && !this.isPersonLarge ? 'cover' : this.choice.fit}
          .label=${call.remoteVideo}
          .stream=${remote.stream}
          .hasPicture=${remote.isCameraOn}
          .speaker=${speaker ?? ''}
          .clock=${this.clock}
          @firelink-fit-changed=${this.#followFit}
          @firelink-play-blocked=${this.#offerToPlay}
          @firelink-play-allowed=${this.#hasPlayed}
        ></firelink-video>
        ${remote.screen
          ? html`<firelink-shared-screen
              class=${classMap({ screen: true, tile: isTiled && this.isPersonLarge, large: !isTiled || !this.isPersonLarge })} .isTile=${isTiled && this.isPersonLarge} .stream=${remote.screen} .speaker=${speaker ?? ''} .clock=${this.clock}
              @firelink-play-blocked=${this.#offerToPlay} @firelink-play-allowed=${this.#hasPlayed}
            ></firelink-shared-screen>`
          : nothing}
        <div class="shade"></div>
        ${this.#isWithoutPictures && state.phase === 'connected'
          ? html`<firelink-name-cards .own=${this.local.displayName ?? ''} .other=${remote.displayName ?? ''} .isOtherHeard=${remote.isMicrophoneOn}></firelink-name-cards>`
          : nothing}
        ${this.isPlayBlocked && state.phase === 'connected'
          ? html`<button type="button" class="button primary large listen" @click=${this.#play}>${callIcons.speaker()}<span>${call.play}</span></button>`
          : nothing}
        <firelink-call-overlay .state=${state} .other=${remote.displayName ?? ''} .isNext=${this.isNext}></firelink-call-overlay>
        ${this.#remoteChips()}
        ${isUnused
          ? nothing
          : html`<firelink-video class="own" ?mirrored=${isMirrored ?? true} muted .label=${messages().preview.yourVideo} .stream=${stream} .hasPicture=${camera.isOn}></firelink-video>
              <firelink-flip .local=${this.local}></firelink-flip>`}
        ${isTiled ? this.#enlarge() : nothing}
        <firelink-call-notices .local=${this.local} .screen=${this.screen} .isUnverifiable=${this.view.isUnverifiable ?? false} .muteKey=${this.#areKeysOn ? KEYS.microphone : ''}></firelink-call-notices>
        <div class=${classMap({ bar: true, full: isBarFull })} role="group" aria-label=${messages().preview.controls}>
          <firelink-device-toggle kind="microphone" .device=${microphone} .sound=${this.local.sound} .shortcut=${this.#areKeysOn ? KEYS.microphone : ''}></firelink-device-toggle>
          <firelink-device-toggle kind="camera" .device=${camera} .shortcut=${this.#areKeysOn ? KEYS.camera : ''}></firelink-device-toggle>
          <firelink-device-picker .choices=${this.local.choices ?? {}} .isMirrored=${isMirrored}></firelink-device-picker>
          <firelink-view-menu
            .hasPictures=${!this.#isWithoutPictures} .choice=${this.choice} .fitByItself=${this.fitByItself} .other=${this.#other} .displayName=${this.local.displayName ?? ''} .screen=${canShare ? this.screen : undefined} .isHandRaised=${this.#canRaise ? this.isHandRaised : undefined} .isFullScreen=${this.#fullScreen.canBe ? this.#fullScreen.isOn : undefined} .hasShortcuts=${this.hasKeys} .isBarFull=${isBarFull} @firelink-arrange-pictures=${this.#arrange} @firelink-show-shortcuts=${this.#showShortcuts} @firelink-full-screen=${() => this.#fullScreen.toggle()}
          ></firelink-view-menu>
          ${canShare ? html`<firelink-share-button .screen=${this.screen} .shortcut=${this.#areKeysOn ? KEYS.screen : ''}></firelink-share-button>` : nothing}
          ${chat ? html`<firelink-chat-button .isOpen=${chat.isOpen} .unread=${chat.unread} .shortcut=${this.#areKeysOn ? KEYS.chat : ''}></firelink-chat-button>` : nothing}
          <button type="button" class="round danger" aria-label=${call.hangUp} title=${call.hangUp} @click=${this.#hangUp}>
            ${callIcons.hangUp()}
          </button>
        </div>
      </main>
      ${this.hasKeys
        ? html`<firelink-shortcuts .areOn=${this.areKeysWanted} .controls=${KEYED.filter((control) => this.#has(control))} .canTalk=${this.#canTalk} @firelink-switch-keys=${this.#switchKeys}></firelink-shortcuts>`
        : nothing}
      <firelink-call-announcements .remote=${remote} .screen=${this.screen} .isHandRaised=${this.isHandRaised ?? false}></firelink-call-announcements>
      ${chat ? html`<firelink-chat class=${classMap({ open: chat.isOpen })} .view=${chat} .other=${this.#other} .clock=${this.clock}></firelink-chat>` : nothing}
    `;
  }

  /** Of a call of data alone: until one of the two is seen, the names stand in the place of the pictures. */
  get #isWithoutPictures(): boolean {
    return this.local.isUnused === true && !this.view.remote.isCameraOn && !this.view.remote.screen;
  }

  /** There are two pictures of the other side, of which one is a tile. */
  get #isTiled(): boolean {
    const { screen, isCameraOn } = this.view.remote;
    return screen !== undefined && isCameraOn;
  }

  /** The other person's name, ready for a sentence. */
  get #other(): string | undefined {
    const { displayName } = this.view.remote;
    return displayName === undefined ? undefined : isolated(displayName);
  }

  #remoteChips(): TemplateResult {
    const { call } = callMessages();
    const { state, remote } = this.view;
    const isThere = state.phase === 'connected';
    const since = 'since' in state ? state.since : undefined;
    const other = this.#other;
    const muted = other === undefined ? call.remoteMuted : call.named.muted(other);
    return html`
      <div class="top">
        ${other === undefined ? nothing : html`<span class="chip name" title=${other}><span>${other}</span></span>`}
        ${since === undefined ? nothing : html`<firelink-elapsed class="chip" .since=${since} .clock=${this.clock}></firelink-elapsed>`}
        ${isThere && this.view.quality ? html`<firelink-quality .quality=${this.view.quality} .other=${other}></firelink-quality>` : nothing}
        ${this.#code()}
        <firelink-hands .isRaised=${this.isHandRaised ?? false} .isOtherRaised=${isThere && remote.record?.raisedHand === true} .other=${other}></firelink-hands>
        ${this.screen?.isOn ? html`<span class="chip sharing">${screenIcons.share(18)}<span>${screenWords().sharing}</span></span>` : nothing}
        ${isThere && !this.#isWithoutPictures && !remote.isMicrophoneOn
          ? html`<span class="chip" title=${muted}>
              ${icons.microphoneOff(18)}<span>${call.microphoneOff}</span><span class="hidden-visually">. ${muted}.</span>
            </span>`
          : nothing}
        ${isThere && !this.#isWithoutPictures && !remote.isCameraOn ? html`<span class="chip">${icons.cameraOff(18)}<span>${call.cameraOff}</span></span>` : nothing}
      </div>
    `;
  }

  #code(): TemplateResult | typeof nothing {
    const { code, isUnverifiable } = this.view;
    const { call } = callMessages();
    if (isUnverifiable) return html`<span class="chip unverified" title=${call.unverified.text}>${icons.warning()}<span>${call.unverified.chip}</span></span>`;
    if (code === undefined) return nothing;
    return html`<span class="chip code" title=${call.codeHint}>
      <span>${call.code} ${code.slice(0, 3)} ${code.slice(3)}</span><span class="hidden-visually">. ${call.codeHint}</span>
    </span>`;
  }

  /** Over the tile. */
  #enlarge(): TemplateResult {
    const words = screenWords();
    const name = this.isPersonLarge ? words.enlarge : words.enlargePerson(this.#other);
    return html`<button type="button" class="enlarge tile" aria-label=${name} title=${name} @click=${() => (this.isPersonLarge = !this.isPersonLarge)}></button>`;
  }

  #followFit({ fit }: FitChangedEvent): void {
    this.fitByItself = fit;
  }

  #arrange({ choice }: ArrangePicturesEvent): void {
    this.choice = choice;
    this.pictures.keep(choice);
  }

  #offerToPlay(): void {
    this.isPlayBlocked = true;
  }

  #hasPlayed(): void {
    this.isPlayBlocked = false;
  }

  #play(): void {
    contained(Promise.all([this.remote.play(), this.shared?.play()]), uncaught);
  }

  /** A letter that is pressed within the open chat goes into its field. In a call of data alone one that is pressed anywhere does, unless the app has the keys. */
  #fieldAt(path: readonly EventTarget[]): { focus(): void } | undefined {
    const panel = this.#chat.view?.isOpen ? this.chatPanel : null;
    const isAllOfIt = this.#areKeysOn && this.local.isUnused === true;
    return panel && (path.includes(panel) || isAllOfIt) ? panel : undefined;
  }

  #press(control: KeyedControl): boolean {
    if (!this.#has(control)) return false;
    switch (control) {
      case 'microphone':
      case 'camera': return this.#switch(control);
      case 'screen': return this.#share();
      case 'hand': return this.#canRaise && this.dispatchEvent(new RaiseHandEvent(!this.isHandRaised));
      case 'full-screen':
        this.#fullScreen.toggle();
        return true;
      case 'shortcuts':
        this.#showShortcuts();
        return true;
      case 'chat': {
        const { view } = this.#chat;
        return view !== undefined && this.dispatchEvent(new OpenChatEvent(!view.isOpen));
      }
    }
  }

  #switch(device: InputKind): boolean {
    const { isBusy, isOn } = this.local[device];
    return !isBusy && this.dispatchEvent(new SwitchDeviceEvent(device, !isOn));
  }

  get #areKeysOn(): boolean {
    return this.hasKeys && this.areKeysWanted;
  }

  get #canTalk(): boolean {
    return this.local.isUnused !== true;
  }

  get #canRaise(): boolean {
    const { phase } = this.view.state;
    return this.isHandRaised !== undefined && (phase === 'connected' || phase === 'reconnecting');
  }

  /** What a key would do something to. */
  #has(control: KeyedControl): boolean {
    switch (control) {
      case 'chat': return this.#chat.view !== undefined;
      case 'screen': return this.screen?.canShare === true;
      case 'hand': return this.isHandRaised !== undefined;
      case 'full-screen': return this.#fullScreen.canBe;
      default: return true;
    }
  }

  #showShortcuts(): void {
    contained(this.shortcuts?.show() ?? Promise.resolve(), uncaught);
  }

  #switchKeys({ areOn }: SwitchKeysEvent): void {
    this.areKeysWanted = areOn;
    this.keys.keep(areOn);
  }

  #share(): boolean {
    const { canShare, isOn, isBusy } = this.screen ?? {};
    return canShare === true && !isBusy && this.dispatchEvent(isOn ? new StopSharingEvent() : new ShareScreenEvent());
  }

  #hangUp(): void {
    this.dispatchEvent(new HangUpEvent());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-in-call': FirelinkInCall;
  }
}
