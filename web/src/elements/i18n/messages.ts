/**
 * The shape of every language: a sentence that is missing doesn't compile. English (en.ts) is the contract for tests;
 * the names and the live region's sentences in it are not to be changed.
 */
import type { DeviceReplacement, DeviceView, EndedReason, QualityLevel, Trouble } from 'firelink/call';
import type { DeviceKind } from '../shared/events.ts';
import type { ManualProblem } from '../manual/firelink-manual-view.ts';

export interface TitleAndText {
  readonly title: string;
  readonly text: string;
}

/** A question, and what its two answers are called: `no` leaves everything as it is. */
export interface QuestionMessages extends TitleAndText {
  readonly no: string;
  readonly yes: string;
}

/** A sentence about the other person: by their name, made ready by isolated.ts, where one is known. */
export type OfOther = (name?: string) => string;

export type DeviceFailure = NonNullable<DeviceView['failure']>;
/** Why a device was refused: the browser was asked and not answered, or it, the page or the system says no. */
export type Refusal = NonNullable<DeviceView['refusal']>;
/** What can be the matter with a device: `paused`, by the system. */
export type DeviceTrouble = DeviceFailure | 'paused';
/** Which devices a sentence speaks of. */
export type Devices = 'microphone' | 'camera' | 'both';
/** What a person can do after a call. */
export type NextStep = 'call-again' | 'start-new-call' | 'try-again' | 'continue-here' | 'connect-by-hand' | 'reload' | 'home';
/** What stands in the way of a good call, and of which direction. */
export type QualityReasonName = 'loss-in' | 'loss-out' | 'bandwidth-in' | 'bandwidth-out' | 'delay' | 'relayed' | 'cpu';
/** Why there is no call although none of its code has been loaded. */
export type FirstReason = Extract<EndedReason, 'link-incomplete' | 'page-incomplete' | 'offline' | 'unavailable'>;
/** The problem of the text in home's field. */
export type LinkProblem = 'empty' | 'not-a-link' | 'link-incomplete';

/** Of the first screen: home, the lobby, and why there is no call. */
export interface Messages {
  readonly product: string;
  readonly home: {
    readonly sentence: string;
    readonly startCall: string;
    /** A call of data alone. */
    readonly startChat: string;
    readonly field: string;
    readonly fieldHint: string;
    readonly open: string;
    readonly problems: Readonly<Record<LinkProblem, string>>;
    readonly facts: readonly [string, string, string];
    /** The way to a call without a server. */
    readonly byHand: string;
  };
  /** The field for one's own name, which may stay empty. */
  readonly name: { readonly label: string; readonly optional: string };
  readonly lobby: {
    readonly title: string;
    /** In its place, where the caller has a name. */
    readonly calling: (name: string) => string;
    /** Of a call of data alone: `calling` where the caller has a name, `text` below, `returning` for a person who comes back. */
    readonly dataOnly: { readonly calling: (name: string) => string; readonly text: string; readonly returning: string };
    readonly opening: string;
    readonly join: string;
    readonly decline: string;
    readonly callerAway: OfOther;
    /** The link was changed on its way, so that servers have seen its key. */
    readonly keyExposed: string;
    /** For a person who comes back to their own call. */
    readonly returning: TitleAndText & { readonly rejoin: string; readonly hangUp: string };
    /** For a person who opens their own link while another tab of theirs waits. */
    readonly ownLink: TitleAndText & { readonly waitHere: string };
    /** Named by what is on: how the other person will meet you. */
    readonly seen: Readonly<Record<Devices | 'none', string>>;
  };
  readonly language: { readonly label: string; readonly missing: (language: string) => string };
  /** Of one's own picture, before a call and in it. */
  readonly preview: { readonly yourVideo: string; readonly controls: string };
  readonly devices: {
    readonly microphoneOn: string;
    readonly microphoneOff: string;
    readonly cameraOn: string;
    readonly cameraOff: string;
    /** `willRecover`: in place of the advice, where it comes on by itself once it can. */
    readonly troubles: Readonly<Record<DeviceTrouble, Readonly<Record<Devices, string>> & { readonly advice: string; readonly willRecover?: string }>>;
    /** For whom it would surprise that it comes on by itself. */
    readonly leaveOff: Readonly<Record<Devices, string>>;
    /** Another device is in use, which the person did not choose. */
    readonly replacement: {
      readonly title: (label: string) => string;
      readonly why: Readonly<Record<DeviceReplacement['why'], string>>;
    };
    readonly picker: { readonly open: string; readonly title: string; readonly close: string; readonly mirror: string } & Readonly<Record<DeviceKind, string>>;
    /** Named by what is missing: what can be done all the same. */
    readonly canStill: Readonly<Record<Devices, string>>;
  };
  /** A step takes longer than it should. */
  readonly slow: { readonly text: string; readonly byHand: string };
  readonly ended: {
    readonly reasons: Readonly<Record<FirstReason, TitleAndText>>;
    readonly steps: Readonly<Record<Exclude<NextStep, 'call-again'>, string>>;
  };
  /** What is announced of the call's state. Chat and files announce what is new of theirs. */
  readonly status: {
    readonly waiting: string;
    readonly connecting: string;
    readonly connected: string;
    readonly reconnecting: string;
    readonly unverified: string;
    readonly ended: string;
    readonly full: string;
    readonly notFound: string;
    readonly expired: string;
    readonly incomplete: string;
  };
}

/** Of the ends that only a call can come to: they come with the code that opens one. */
export interface EndMessages {
  readonly ends: {
    readonly reasons: Readonly<Record<Exclude<EndedReason, FirstReason | 'unreachable'>, TitleAndText>>;
    /** What is said otherwise where the other person's name is known. */
    readonly named: Readonly<Record<'other-hung-up' | 'other-left' | 'unreachable' | 'you-declined', (name: string) => Partial<TitleAndText>>>;
    readonly unreachable: { readonly title: string; readonly withRelay: string; readonly withoutRelay: string };
    /** The button, and what it means that it is there. */
    readonly again: { readonly label: string; readonly text: string };
  };
}

/** Of everything behind the first screen. */
export interface CallMessages {
  /** Asked when the browser's Back would leave a call. */
  readonly leave: Omit<QuestionMessages, 'text'> & { readonly text: OfOther; readonly byHand: string };
  /** Asked when Decline was pressed in the lobby. */
  readonly decline: QuestionMessages;
  readonly waiting: {
    readonly preparing: string;
    readonly sentence: string;
    readonly explanation: string;
    readonly keepOpen: string;
    /** Of a call of data alone. */
    readonly dataOnly: string;
    readonly field: string;
    readonly fieldBusy: string;
    readonly copy: string;
    readonly copied: string;
    readonly copyFailed: string;
    readonly share: string;
    readonly shareText: string;
    /** For a person who calls again: the link leads the other one here, and no third person. */
    readonly again: { readonly sentence: OfOther; readonly explanation: string };
    /** A notification of the system's when the callee joins: the button, its effect, and the result. */
    readonly notifyMe: string;
    readonly notifyHint: string;
    readonly willNotify: string;
    readonly notifyRefused: string;
    /** The QR code of the link; the button that shows it is named as at `manual`. */
    readonly hideQr: string;
    readonly qr: string;
    readonly qrFailed: string;
  };
  /** What the page's tab says, before the product's name; and the system's notification. */
  readonly tab: {
    readonly waiting: string;
    readonly inCall: string;
    readonly joined: string;
    readonly joinedSentence: string;
  };
  readonly call: {
    readonly title: string;
    readonly remoteVideo: string;
    readonly hangUp: string;
    readonly elapsed: string;
    readonly connecting: string;
    readonly troubles: Readonly<Record<Trouble, TitleAndText>>;
    /** Of the one who left, is back, is waited for, or is muted, where their name is known. */
    readonly named: Readonly<Record<'left' | 'returning' | 'silent' | 'muted', (name: string) => string>>;
    readonly letSomebodyElseIn: string;
    /** Six digits to compare aloud, and what they are for. */
    readonly code: string;
    readonly codeHint: string;
    /** There is no code: an attacker may be in between. `chip`: in the code's place. */
    readonly unverified: TitleAndText & { readonly chip: string };
    readonly remoteMuted: string;
    readonly microphoneOff: string;
    readonly cameraOff: string;
    readonly play: string;
    readonly dismiss: string;
  };
  /** How the two pictures of a call are arranged. Named by what a press does. */
  readonly view: {
    readonly open: string;
    readonly hideOwn: string;
    readonly showOwn: string;
    readonly ownHint: OfOther;
    readonly smaller: string;
    readonly larger: string;
    readonly fit: string;
    readonly fitHint: OfOther;
    readonly fill: string;
    readonly fillHint: string;
  };
  /** How good the call is: a badge, and the numbers behind it. */
  readonly quality: {
    readonly title: string;
    readonly close: string;
    readonly levels: Readonly<Record<QualityLevel, string>>;
    /** A few letters each: they stand on a phone beside the time. */
    readonly reasons: Readonly<Record<QualityReasonName, string>>;
    readonly because: (level: string, reason: string) => string;
    readonly allWell: string;
    readonly explanations: Readonly<Record<QualityReasonName, OfOther>>;
    readonly received: string;
    readonly sent: string;
    readonly rows: Readonly<Record<'roundTrip' | 'loss' | 'jitter' | 'rate' | 'picture' | 'concealed' | 'frozen' | 'limit' | 'codecs' | 'path', string>>;
    readonly direct: string;
    readonly relayed: string;
  };
}

/** Of connecting by hand. */
export interface ManualMessages {
  /** Connecting by hand: two texts in a server's place. */
  readonly manual: {
    readonly title: string;
    readonly explanation: string;
    readonly invite: string;
    readonly invitedHint: string;
    readonly open: string;
    readonly preparing: string;
    readonly send: TitleAndText;
    readonly replyHint: string;
    readonly connect: string;
    readonly ready: TitleAndText;
    readonly runOut: TitleAndText;
    readonly makeReply: string;
    readonly makeFreshReply: string;
    readonly sendNow: TitleAndText;
    readonly secondsLeft: (seconds: number) => string;
    /** Of the texts, as the fields that hold them are named. */
    readonly invitation: string;
    readonly reply: string;
    readonly fieldBusy: string;
    readonly copy: string;
    readonly copied: string;
    readonly copyFailed: string;
    readonly share: string;
    readonly showQr: string;
    readonly qr: string;
    readonly qrTooLong: string;
    readonly back: string;
    readonly problems: Readonly<Record<ManualProblem, string>>;
  };
}

/** Where a browser keeps what one site may have. */
export type SitePlace = 'chromium' | 'chromium-android' | 'firefox' | 'firefox-android' | 'safari' | 'safari-ios' | 'other';
/** Where a system keeps what a browser may have. */
export type SystemPlace = 'macos' | 'windows' | 'android' | 'ios' | 'chromeos' | 'other';

/** Of devices that make trouble, loaded when one does, and of what they are watched and turned with. */
export interface DeviceMessages {
  readonly refusals: Readonly<Record<Refusal, Readonly<Record<Devices, string>>>>;
  /** What to do, in whole sentences. Each ends with what makes the device come on, if it doesn't by itself. */
  readonly dismissed: string;
  readonly policy: string;
  readonly insecure: string;
  readonly site: Readonly<Record<SitePlace, string>>;
  /** `browser`: its name, or what stands for one whose name is not known. */
  readonly system: Readonly<Record<SystemPlace, (browser: string, devices: Devices) => string>>;
  /** Nothing is heard of a microphone that is on. */
  readonly silent: TitleAndText;
  /** The person speaks while muted. */
  readonly speaksMuted: TitleAndText & { readonly textWithKey: (key: string) => string };
  readonly microphoneLevel: string;
  readonly switchCamera: string;
  /** A browser whose name is not known. */
  readonly thisBrowser: string;
  /** The step after the first advice. */
  readonly ifThatFails: (advice: string) => string;
}

export type AllMessages = Messages & CallMessages & ManualMessages & DeviceMessages & EndMessages;
