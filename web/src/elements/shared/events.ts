import type { DeviceKind, InputKind } from 'firelink/media';
import type { Language } from '../i18n/languages.ts';

/**
 * The requests of the screens. An element never performs the action of its button: it fires one of these events, bubbling and
 * across shadow boundaries, and draws the result when its properties change.
 */
import type { PictureChoice } from '../view-menu/picture-choice.ts';
import type { VideoFit } from '../in-call/video-fit.ts';

export type { DeviceKind, InputKind } from 'firelink/media';

abstract class RequestEvent extends Event {
  constructor(type: string) {
    super(type, { bubbles: true, composed: true });
  }
}

/** Start a call of one's own: from home, or after another call. `media`: `none` for one of data alone. */
export class StartCallEvent extends RequestEvent {
  static readonly type = 'firelink-start-call';
  readonly media: 'devices' | 'none';
  constructor(media: 'devices' | 'none' = 'devices') {
    super(StartCallEvent.type);
    this.media = media;
  }
}

/** Open what was typed or pasted: a whole link or a call ID, trimmed, never empty. */
export class OpenLinkEvent extends RequestEvent {
  static readonly type = 'firelink-open-link';
  readonly text: string;
  constructor(text: string) {
    super(OpenLinkEvent.type);
    this.text = text;
  }
}

/** Be called this from now on: trimmed, '' for nothing. */
export class RenameEvent extends RequestEvent {
  static readonly type = 'firelink-rename';
  readonly name: string;
  constructor(name: string) {
    super(RenameEvent.type);
    this.name = name;
  }
}

/** Call once more with the link of a call that is over. */
export class CallAgainEvent extends RequestEvent {
  static readonly type = 'firelink-call-again';
  constructor() { super(CallAgainEvent.type); }
}

export class JoinCallEvent extends RequestEvent {
  static readonly type = 'firelink-join-call';
  constructor() { super(JoinCallEvent.type); }
}

/** Decline the call, after a question: it ends for every holder of the link. */
export class DeclineCallEvent extends RequestEvent {
  static readonly type = 'firelink-decline-call';
  constructor() { super(DeclineCallEvent.type); }
}

export class HangUpEvent extends RequestEvent {
  static readonly type = 'firelink-hang-up';
  constructor() { super(HangUpEvent.type); }
}

/** Switch a device. `isOn`: what is asked for; the control changes when the device has. */
export class SwitchDeviceEvent extends RequestEvent {
  static readonly type = 'firelink-switch-device';
  readonly device: InputKind;
  readonly isOn: boolean;
  constructor(device: InputKind, isOn: boolean) {
    super(SwitchDeviceEvent.type);
    this.device = device;
    this.isOn = isOn;
  }
}

/** Use another device of a kind from now on. */
export class ChooseDeviceEvent extends RequestEvent {
  static readonly type = 'firelink-choose-device';
  readonly kind: DeviceKind;
  readonly id: string;
  constructor(kind: DeviceKind, id: string) {
    super(ChooseDeviceEvent.type);
    this.kind = kind;
    this.id = id;
  }
}

/** From the front camera to the rear one, or back. */
export class FlipCameraEvent extends RequestEvent {
  static readonly type = 'firelink-flip-camera';
  constructor() { super(FlipCameraEvent.type); }
}

/** See oneself as in a mirror, or as others do. */
export class MirrorEvent extends RequestEvent {
  static readonly type = 'firelink-mirror';
  readonly isMirrored: boolean;
  constructor(isMirrored: boolean) {
    super(MirrorEvent.type);
    this.isMirrored = isMirrored;
  }
}

/** Read the page in another language from now on. */
export class ChooseLanguageEvent extends RequestEvent {
  static readonly type = 'firelink-choose-language';
  readonly language: Language;
  constructor(language: Language) {
    super(ChooseLanguageEvent.type);
    this.language = language;
  }
}

/** Free the seat of a callee that has left or fallen silent (caller only). */
export class LetSomebodyElseInEvent extends RequestEvent {
  static readonly type = 'firelink-let-somebody-else-in';
  constructor() { super(LetSomebodyElseInEvent.type); }
}

/** Open the same link, or start the same call, once more. */
export class TryAgainEvent extends RequestEvent {
  static readonly type = 'firelink-try-again';
  constructor() { super(TryAgainEvent.type); }
}

/** Go on in this page with a call that another page of this browser holds. */
export class TakeOverEvent extends RequestEvent {
  static readonly type = 'firelink-take-over';
  constructor() { super(TakeOverEvent.type); }
}

/** The answer to the question over the screen: do it, or leave it. */
export class AnswerEvent extends RequestEvent {
  static readonly type = 'firelink-answer';
  readonly isYes: boolean;
  constructor(isYes: boolean) {
    super(AnswerEvent.type);
    this.isYes = isYes;
  }
}

/** Load the page anew: a newer version of the app is wanted. */
export class ReloadPageEvent extends RequestEvent {
  static readonly type = 'firelink-reload-page';
  constructor() { super(ReloadPageEvent.type); }
}

export class GoHomeEvent extends RequestEvent {
  static readonly type = 'firelink-go-home';
  constructor() { super(GoHomeEvent.type); }
}

/** Connect without a server: two texts, handed over by hand, in its place. */
export class ConnectByHandEvent extends RequestEvent {
  static readonly type = 'firelink-connect-by-hand';
  constructor() { super(ConnectByHandEvent.type); }
}

/**
 * The browser plays no sound before a press: a `firelink-video` asks for one. Call its `play()` then. Any other press
 * on the page does as well.
 */
export class PlayBlockedEvent extends RequestEvent {
  static readonly type = 'firelink-play-blocked';
  constructor() { super(PlayBlockedEvent.type); }
}

/** What `PlayBlockedEvent` said is over. */
export class PlayAllowedEvent extends RequestEvent {
  static readonly type = 'firelink-play-allowed';
  constructor() { super(PlayAllowedEvent.type); }
}

/** Arrange the pictures of the call so: heard by the screen of the call, which draws and remembers it. */
export class ArrangePicturesEvent extends RequestEvent {
  static readonly type = 'firelink-arrange-pictures';
  readonly choice: PictureChoice;
  constructor(choice: PictureChoice) {
    super(ArrangePicturesEvent.type);
    this.choice = choice;
  }
}

/** A `firelink-video` shows its picture in another way than before, because of its box or its picture. */
export class FitChangedEvent extends RequestEvent {
  static readonly type = 'firelink-fit-changed';
  readonly fit: VideoFit;
  constructor(fit: VideoFit) {
    super(FitChangedEvent.type);
    this.fit = fit;
  }
}

declare global {
  interface HTMLElementEventMap {
    'firelink-start-call': StartCallEvent;
    'firelink-open-link': OpenLinkEvent;
    'firelink-rename': RenameEvent;
    'firelink-join-call': JoinCallEvent;
    'firelink-decline-call': DeclineCallEvent;
    'firelink-hang-up': HangUpEvent;
    'firelink-switch-device': SwitchDeviceEvent;
    'firelink-let-somebody-else-in': LetSomebodyElseInEvent;
    'firelink-try-again': TryAgainEvent;
    'firelink-take-over': TakeOverEvent;
    'firelink-answer': AnswerEvent;
    'firelink-reload-page': ReloadPageEvent;
    'firelink-call-again': CallAgainEvent;
    'firelink-go-home': GoHomeEvent;
    'firelink-connect-by-hand': ConnectByHandEvent;
    'firelink-choose-device': ChooseDeviceEvent;
    'firelink-flip-camera': FlipCameraEvent;
    'firelink-mirror': MirrorEvent;
    'firelink-choose-language': ChooseLanguageEvent;
    'firelink-play-blocked': PlayBlockedEvent;
    'firelink-play-allowed': PlayAllowedEvent;
    'firelink-arrange-pictures': ArrangePicturesEvent;
    'firelink-fit-changed': FitChangedEvent;
  }
}
