/**
 * One story for each state of a screen that is worth looking at. No element is imported here, so that a test on Node can read
 * the names; stories-page.ts draws them in the browser.
 */
import { makeQr } from '../../app/manual/manual-qr.ts';
import type { CallQuality } from '../../../../engine/src/stats/call-quality.ts';
import type { CallView, DeviceView, LocalView, RemoteView } from '../../../../engine/src/call/call-view.ts';
import type { ScreenView } from '../../../../engine/src/media/screen/screen-view.ts';
import { UNKNOWN_PARTICIPANT } from '../../../../engine/src/call/participant/participant-record.ts';
import type { EndedReason } from '../../../../engine/src/call/machine/reasons.ts';
import type { CallState, Exchange, Trouble } from '../../../../engine/src/call/machine/state.ts';
import type { ManualProblem, ManualStep, QrPicture } from '../manual/firelink-manual-view.ts';
import type { NotificationAnswer, NotificationAsker } from '../waiting/notification-permission.ts';
import type { PictureChoice } from '../view-menu/picture-choice.ts';
import type { ChatSource } from '../chat/chat-view.ts';
import { callMessages } from '../i18n/call-messages.ts';
import { chats } from './chat-views.ts';
import type { QuestionMessages } from '../i18n/messages.ts';
import type { Role } from '#protocol/identifiers.ts';

export interface Streams {
  readonly own: MediaStream;
  readonly remote: MediaStream;
  /** A page of text, as a person may share it. */
  readonly screen: MediaStream;
  /** What a file that is a picture shows. */
  readonly picture: Blob;
}

export interface Story {
  readonly tag: string;
  readonly properties: (streams: Streams) => Readonly<Record<string, unknown>>;
  /** The way, through shadow roots, to a button that is pressed before one looks. */
  readonly press?: readonly string[];
  /** A key of the call that is pressed before one looks. */
  readonly key?: string;
  /** What is asked over it, in the language of the moment. */
  readonly question?: () => QuestionMessages;
  /** One's devices, in the dialog over it in which they are tried. */
  readonly takeUp?: LocalView;
  /** On the screen after the call. */
  readonly keptChat?: ChatSource;
  /** What the live region follows. */
  readonly state: CallState;
  readonly isUnverifiable?: true;
}

/** As long as one can be, in the widest letters. */
const LONG_NAME = 'Wilhelmina Mwangi-Montgomery-Wolfeschlegel'.slice(0, 40);
/** The stories' clock always shows this time: a connected call is 12 minutes and 34 seconds old. */
export const NOW_MS = Date.UTC(2030, 0, 1, 12);
const SINCE_MS = NOW_MS - (12 * 60 + 34) * 1000;
export const LINK = 'https://firelink.example/c/Zm9yLXRoZS1kcmF3aW5nQ#k=dGhpcy1pcy1ub3QtYS1zZWNyZXQ';

const ON: DeviceView = { isOn: true, isBusy: false };
const OFF: DeviceView = { isOn: false, isBusy: false };
const failed = (failure: NonNullable<DeviceView['failure']>): DeviceView => ({ isOn: false, isBusy: false, failure });
const refused = (refusal: NonNullable<DeviceView['refusal']>): DeviceView => ({ ...failed(refusal === 'insecure' ? 'unsupported-browser' : 'permission-denied'), refusal });
const recovering = (failure: NonNullable<DeviceView['failure']>): DeviceView => ({ ...failed(failure), willRecover: true });
const PAUSED: DeviceView = { ...OFF, isPaused: true };
const CHOICES: LocalView['choices'] = {
  microphone: { current: 'default', devices: [{ id: 'default', label: 'Default - Headset (Bluetooth)' }, { id: 'desk', label: 'Desk microphone with a very long name of its maker (1234:5678)' }] },
  camera: { current: 'wide', devices: [{ id: 'wide', label: 'Wide camera' }, { id: 'front', label: 'Front camera' }] },
  speaker: { current: 'default', devices: [{ id: 'default', label: 'Default - Headset (Bluetooth)' }, { id: 'desk', label: 'Desk speakers' }] },
};
/** Always as loud. */
const soundOf = (level: number): NonNullable<LocalView['sound']> => ({
  observe(listener) {
    listener(level);
    return () => {};
  },
});
/** Of a browser that can share one. */
const NO_SCREEN: ScreenView = { canShare: true, isOn: false, isBusy: false, hasSound: false, content: 'detail' };
/** No screen looks into it. */
const exchange = { round: 1 } as Exchange;
const silentRemote: RemoteView = { isMicrophoneOn: true, isCameraOn: true };

interface Parts {
  /** One's own. */
  readonly displayName?: string;
  readonly microphone?: DeviceView;
  readonly camera?: DeviceView;
  readonly remote?: Partial<RemoteView>;
  readonly link?: string;
  readonly choices?: LocalView['choices'];
  readonly quality?: CallQuality;
  readonly isUnverifiable?: true;
  readonly isMirrored?: boolean;
  readonly level?: number;
  readonly canFlip?: true;
  /** A call of data alone. */
  readonly isUnused?: true;
  /** One's own screen. */
  readonly screen?: Partial<ScreenView>;
  /** The other side shares one. */
  readonly isShared?: true;
  /** One's own. */
  readonly isHandRaised?: true;
}

/** `view` and `local` of one's own picture (unless the camera is off) and, where there is a remote part, the other's. */
function viewed(tag: string, state: CallState, parts: Parts = {}): Story {
  const { microphone = ON, camera = ON, displayName = '', remote, link, choices, quality, isUnverifiable, isMirrored = true, level = 0.6, canFlip, isUnused, screen, isShared, isHandRaised = false } = parts;
  return {
    tag,
    state,
    ...(isUnverifiable && { isUnverifiable }),
    properties: (streams) => {
      const local: LocalView = { displayName, microphone, camera, ...(camera.isOn ? { stream: streams.own, isMirrored } : {}), ...(choices && { choices }), sound: soundOf(level), ...(canFlip && { canFlip }), ...(isUnused && { isUnused }) };
      const view: CallView = {
        state,
        hasRelay: false,
        remote: { ...silentRemote, ...(remote && { stream: streams.remote }), ...remote, ...(isShared && { screen: streams.screen }) },
        ...(link === undefined ? {} : { link }),
        ...(state.phase === 'connected' && (isUnverifiable ? { isUnverifiable } : { code: '482913' })),
        ...(quality && { quality }),
      };
      return { view, local, screen: { ...NO_SCREEN, ...screen }, isHandRaised };
    },
  };
}

/** Of a call of data alone, whose devices are off. */
const unused = (parts: Parts = {}): Parts => ({ microphone: OFF, camera: OFF, isUnused: true, ...parts });
const takeUp = (local: LocalView): Story => ({ ...connected(unused({ remote: { isMicrophoneOn: false, isCameraOn: false } })), takeUp: local });

const home = (properties: Record<string, unknown>): Story => ({ tag: 'firelink-home', state: { phase: 'idle' }, properties: () => properties });
/** The permission for notifications: `answer` now, `then` once it has been asked for. */
const asking = (answer: NotificationAnswer, then = answer): NotificationAsker => ({ answer, ask: async () => then });
const drawQr = async (text: string): Promise<QrPicture | 'too-long'> => makeQr(text);
const waiting = (state: CallState, parts?: Parts, comforts: Readonly<Record<string, unknown>> = {}): Story => {
  const story = viewed('firelink-waiting', state, parts);
  return { ...story, properties: (streams) => ({ ...story.properties(streams), notifications: asking('default', 'granted'), drawQr, ...comforts }) };
};
const waitingWith = (comforts: Readonly<Record<string, unknown>>, press?: readonly string[]): Story =>
  ({ ...waiting({ phase: 'ringing', role: 'caller', exchange }, { link: LINK }, comforts), ...(press && { press }) });
const PRESS_QR = ['firelink-link-qr', 'button'];
const lobby = (answering: Partial<Extract<CallState, { phase: 'answering' }>>, parts?: Parts): Story =>
  viewed('firelink-lobby', { phase: 'answering', role: 'callee', exchange, isReady: true, isJoining: false, isCallerAway: false, ...answering }, parts);
const returning: Story = viewed('firelink-lobby', {
  phase: 'returning', role: 'callee', exchange, marked: 1,
  documentState: { kind: 'standing', seat: 'mine', offerRound: 1, isOwnOffer: false, answerRound: 1, wanted: 0, isOtherAway: false, isOtherReturning: false },
}, { camera: OFF, microphone: OFF });
const exposed: Story = { ...lobby({}), properties: (streams) => ({ ...lobby({}).properties(streams), isKeyExposed: true }) };
const opening = (isJoining: boolean): Story =>
  viewed('firelink-lobby', { phase: 'preparing', role: 'callee', resumes: false, isJoining, exchange }, { camera: { isOn: false, isBusy: true } });
const inCall = (state: CallState, parts: Parts = {}): Story => viewed('firelink-in-call', state, parts);
const connected = (parts: Parts): Story => inCall({ phase: 'connected', role: 'caller', exchange, since: SINCE_MS, isInterrupted: false }, { remote: {}, ...parts });

/** With a chat beside it. */
const chatting = (chat: (now: number, picture: Blob) => ChatSource, parts: Parts = {}): Story => {
  const story = connected({ choices: CHOICES, remote: { displayName: 'Ana' }, ...parts });
  return { ...story, properties: (streams) => ({ ...story.properties(streams), chat: chat(NOW_MS, streams.picture) }) };
};

const arranged = (choice: PictureChoice): Story => {
  const story = connected({ choices: CHOICES });
  return { ...story, press: ['firelink-view-menu', 'button'], properties: (streams) => ({ ...story.properties(streams), pictures: { recall: () => choice, keep: () => {} } }) };
};

/** Numbers as long as they get. */
const numbers: CallQuality['numbers'] = {
  roundTripMs: 412,
  incoming: { kbps: 1_874, lossPercent: 12.4, jitterMs: 31, picture: { width: 1280, height: 720, fps: 30 }, codecs: ['opus', 'VP8'], concealedPercent: 4.2, frozenPercent: 0 },
  outgoing: { kbps: 243, lossPercent: 0.4, jitterMs: 9, picture: { width: 320, height: 180, fps: 15 }, codecs: ['opus', 'VP8'], limitedBy: 'bandwidth', estimatedKbps: 260 },
  path: { isRelayed: true, protocol: 'udp' },
};
const troubled = (trouble: Trouble, role: Role, remote?: Parts['remote']): Story =>
  inCall({ phase: 'reconnecting', role, exchange, since: SINCE_MS, trouble, tries: 0 }, remote ? { remote } : {});

/** As long as a real one. */
export const MANUAL_TEXT = `FL2i.${'dGhpcy1pcy1ub3QtYW4taW52aXRhdGlvbg'.repeat(48).slice(0, 1612)}.`;
const manual = (step: ManualStep, problem?: ManualProblem, qr?: QrPicture): Story => ({
  tag: 'firelink-manual',
  state: { phase: 'idle' },
  properties: (streams) => ({
    view: { step, ...(problem && { problem }), ...(qr && { qr }) },
    local: { microphone: ON, camera: ON, stream: streams.own },
  }),
});

export const ended = (reason: EndedReason, hasRelay = false, again: Readonly<Record<string, boolean>> = {}): Story => ({
  tag: 'firelink-ended',
  state: { phase: 'ended', reason },
  properties: () => ({ reason, hasRelay, ...again }),
});

/** Drawn for the tests of the chat alone: their parts are on the screens below, too, in another number or beside others. */
export const CHAT_STORIES: Readonly<Record<string, Story>> = {
  'waiting-chat-preparing': waiting({ phase: 'preparing', role: 'caller', resumes: false, isJoining: false, exchange }, unused()),
  'lobby-chat': lobby({}, unused()),
  'call-chat-seen': connected(unused({ displayName: 'Bo', remote: { displayName: 'Ana' } })),
  'call-chat-view-menu': { ...connected(unused({ remote: { isMicrophoneOn: false, isCameraOn: false } })), press: ['firelink-view-menu', 'button'] },
  'call-chat-left': inCall({ phase: 'reconnecting', role: 'caller', exchange, since: SINCE_MS, trouble: 'left', tries: 0 }, unused({ remote: { isMicrophoneOn: false, isCameraOn: false } })),
  'call-panel-files': chatting(chats.files),
  'call-panel-unread': chatting(chats.unread),
  'call-panel-sharing': chatting(chats.unread, { screen: { isOn: true } }),
  'call-panel-many': chatting(chats.many, { camera: failed('device-busy') }),
};

/** Drawn for the tests of the keys alone. */
export const KEY_STORIES: Readonly<Record<string, Story>> = {
  'call-shortcuts': { ...connected({ remote: { displayName: 'Ana' } }), key: '?' },
};

export const STORIES: Readonly<Record<string, Story>> = {
  home: home({}),
  'home-named': home({ displayName: 'Ana' }),
  'home-problem': home({ problem: 'not-a-link' }),
  'home-busy': home({ isBusy: true }),
  'waiting-preparing': waiting({ phase: 'preparing', role: 'caller', resumes: false, isJoining: false, exchange }),
  waiting: waiting({ phase: 'ringing', role: 'caller', exchange }, { link: LINK }),
  'waiting-no-camera': waiting({ phase: 'ringing', role: 'caller', exchange }, { link: LINK, camera: failed('no-device') }),
  'waiting-named': waiting({ phase: 'ringing', role: 'caller', exchange }, { link: LINK, displayName: 'Ana' }),
  'waiting-notified': waitingWith({ notifications: asking('granted') }),
  'waiting-notify-refused': waitingWith({ notifications: asking('default', 'denied') }, ['firelink-notify-me', 'button']),
  'waiting-qr': waitingWith({}, PRESS_QR),
  'waiting-qr-failed': waitingWith({ drawQr: () => Promise.reject(new TypeError('offline')) }, PRESS_QR),
  'waiting-again': waitingWith({ isNext: true }),
  'waiting-again-named': waiting({ phase: 'ringing', role: 'caller', exchange }, { link: LINK, remote: { displayName: 'Ana' } }, { isNext: true }),
  'waiting-again-preparing': waiting({ phase: 'preparing', role: 'caller', resumes: false, isJoining: false, exchange }, {}, { isNext: true }),
  'waiting-chat': waiting({ phase: 'ringing', role: 'caller', exchange }, unused({ link: LINK })),
  'lobby-opening': opening(false),
  'lobby-chat-named': lobby({}, unused({ remote: { displayName: 'Ana' }, displayName: 'Bo' })),
  'lobby-chat-returning': { ...viewed('firelink-lobby', returning.state, unused()) },
  'lobby-opening-joining': opening(true),
  lobby: lobby({}),
  'lobby-named': lobby({}, { remote: { displayName: 'Ana' }, displayName: 'Bo' }),
  'lobby-named-caller-away': lobby({ isCallerAway: true }, { remote: { displayName: 'Ana' } }),
  'lobby-long-names': lobby({}, { remote: { displayName: LONG_NAME }, displayName: LONG_NAME }),
  'lobby-arabic-names': lobby({}, { remote: { displayName: 'محمد (work)' }, displayName: 'محمد (work)' }),
  'lobby-off': lobby({}, { microphone: OFF, camera: OFF }),
  'lobby-blocked': lobby({}, { microphone: failed('permission-denied'), camera: failed('permission-denied') }),
  'lobby-refused-by-system': lobby({}, { microphone: refused('system'), camera: refused('system') }),
  'lobby-refused-twice': lobby({}, { microphone: refused('dismissed'), camera: refused('blocked') }),
  'lobby-refused-in-a-frame': lobby({}, { camera: refused('policy') }),
  'lobby-two-failures': lobby({}, { microphone: failed('device-busy'), camera: failed('no-device') }),
  'lobby-choices': lobby({}, { choices: CHOICES, camera: recovering('device-busy') }),
  'lobby-caller-away': lobby({ isCallerAway: true }),
  'lobby-returning': returning,
  'lobby-own-link': lobby({ isOwnLink: true }),
  'lobby-key-exposed': exposed,
  'lobby-problem': lobby({ problem: 'offline' }),
  'lobby-joining': lobby({ isJoining: true }),
  'lobby-asked': { ...lobby({}), question: () => callMessages().decline },
  'call-chat': connected(unused({ remote: { isMicrophoneOn: false, isCameraOn: false } })),
  'call-chat-named': connected(unused({ displayName: 'Bo', remote: { displayName: LONG_NAME, isMicrophoneOn: true, isCameraOn: false } })),
  'call-chat-trying': takeUp({ microphone: OFF, camera: ON, isMirrored: true, choices: CHOICES, sound: soundOf(0.6) }),
  'call-chat-refused': takeUp({ microphone: OFF, camera: refused('blocked') }),
  'call-connecting': inCall({ phase: 'connecting', role: 'callee', exchange, firstRound: 1 }),
  call: connected({}),
  'call-named': connected({ remote: { displayName: 'Ana', isMicrophoneOn: false } }),
  'call-long-name': connected({ remote: { displayName: LONG_NAME, isMicrophoneOn: false, isCameraOn: false }, quality: { level: 'poor', reason: { kind: 'loss', direction: 'in' }, numbers } }),
  'call-named-left': troubled('left', 'caller', { displayName: LONG_NAME }),
  'call-remote-off': connected({ remote: { isMicrophoneOn: false, isCameraOn: false }, camera: OFF, microphone: OFF }),
  'call-own-camera-busy': connected({ remote: { isMicrophoneOn: false }, camera: failed('device-busy') }),
  'call-insecure': connected({ camera: refused('insecure'), microphone: refused('insecure') }),
  'call-unplugged': connected({ camera: recovering('unplugged'), microphone: recovering('unplugged'), choices: CHOICES }),
  'call-paused': connected({ camera: PAUSED, microphone: PAUSED }),
  'call-silent-microphone': connected({ microphone: { ...ON, hint: 'silent' }, level: 0 }),
  'call-speaks-muted': connected({ microphone: { ...OFF, hint: 'speaks-muted' } }),
  'lobby-silent-microphone': lobby({}, { microphone: { ...ON, hint: 'silent' }, level: 0 }),
  'lobby-speaks-muted': lobby({}, { microphone: { ...OFF, hint: 'speaks-muted' } }),
  'call-rear-camera': connected({ isMirrored: false, choices: CHOICES, canFlip: true }),
  'lobby-two-cameras': lobby({}, { canFlip: true, choices: CHOICES }),
  'call-stand-in': connected({ camera: { ...ON, replacement: { label: 'Front camera', why: 'stand-in' } }, choices: CHOICES }),
  'call-quality-good': connected({ quality: { level: 'good', numbers } }),
  'call-quality-fair': connected({ quality: { level: 'fair', reason: { kind: 'bandwidth', direction: 'out' }, numbers } }),
  'call-quality-poor': connected({ quality: { level: 'poor', reason: { kind: 'loss', direction: 'in' }, numbers }, remote: { isMicrophoneOn: false, isCameraOn: false } }),
  'call-unverified': connected({ isUnverifiable: true, quality: { level: 'good', numbers }, remote: { isMicrophoneOn: false, isCameraOn: false }, camera: recovering('unplugged') }),
  'call-view-menu': { ...connected({ choices: CHOICES }), press: ['firelink-view-menu', 'button'] },
  'call-view-menu-named': { ...connected({ displayName: 'Bo', remote: { displayName: LONG_NAME } }), press: ['firelink-view-menu', 'button'] },
  'call-arranged': arranged({ isOwnHidden: false, isOwnSmall: true, fit: 'contain' }),
  'call-own-hidden': arranged({ isOwnHidden: true, isOwnSmall: false, fit: 'cover' }),
  'call-quality-named': { ...connected({ remote: { displayName: 'Ana' }, quality: { level: 'poor', reason: { kind: 'loss', direction: 'in' }, numbers } }), press: ['firelink-quality', 'button'] },
  'call-shared-screen': connected({ displayName: 'Bo', remote: { displayName: 'Ana' }, isShared: true, choices: CHOICES, quality: { level: 'good', numbers } }),
  'call-shared-screen-alone': connected({ remote: { isCameraOn: false }, isShared: true }),
  'call-shared-screen-small': { ...connected({ remote: { displayName: 'Ana' }, isShared: true }), press: ['.enlarge'] },
  'call-shared-screen-both': connected({ remote: { displayName: 'Ana' }, isShared: true, screen: { isOn: true, hasSound: true } }),
  'call-chat-shared-screen': connected(unused({ remote: { displayName: 'Ana', isMicrophoneOn: false, isCameraOn: false }, isShared: true })),
  'call-sharing': connected({ screen: { isOn: true }, choices: CHOICES }),
  'call-sharing-view-menu': { ...connected({ screen: { isOn: true } }), press: ['firelink-view-menu', 'button'] },
  'call-share-refused': connected({ screen: { failure: 'system' } }),
  'call-hands': connected({ displayName: 'Bo', remote: { displayName: 'Ana', record: { ...UNKNOWN_PARTICIPANT, raisedHand: true } }, isHandRaised: true, choices: CHOICES, quality: { level: 'good', numbers } }),
  'call-asked': { ...connected({}), question: () => ({ ...callMessages().leave, text: callMessages().leave.text() }) },
  'call-panel': chatting(chats.open, { quality: { level: 'good', numbers } }),
  'call-panel-chat-only': chatting(chats.files, unused({ displayName: 'Bo', remote: { displayName: 'Ana', isMicrophoneOn: true, isCameraOn: false } })),
  'call-panel-empty': chatting(chats.empty),
  'call-panel-shared-screen': chatting(chats.open, { isShared: true, quality: { level: 'good', numbers } }),
  'call-interrupted': troubled('interrupted', 'callee', {}),
  'call-left': troubled('left', 'caller', {}),
  'call-returning': troubled('returning', 'caller', {}),
  'call-silent': troubled('silent', 'caller'),
  'call-resuming': troubled('resuming', 'callee'),
  'ended-chat': { ...ended('other-hung-up', false, { canCallAgain: true }), keptChat: chats.open(NOW_MS) },
  'ended-again': ended('other-hung-up', false, { canCallAgain: true }),
  'ended-again-unreachable': ended('unreachable', true, { canCallAgain: true }),
  'ended-calling-again': ended('you-hung-up', false, { canCallAgain: true, isCallingAgain: true }),
  'manual-choosing': manual({ kind: 'choosing' }),
  'manual-choosing-problem': manual({ kind: 'choosing' }, 'cut'),
  'manual-making': manual({ kind: 'inviting' }),
  'manual-inviting': manual({ kind: 'inviting', text: MANUAL_TEXT }),
  'manual-inviting-problem': manual({ kind: 'inviting', text: MANUAL_TEXT }, 'reply-too-old', { path: 'M4 4h7v7h-7zM14 4h7v7h-7zM4 14h7v7h-7z', size: 29 }),
  'manual-invited': manual({ kind: 'invited', isMaking: false, hasRunOut: false }),
  'manual-run-out': manual({ kind: 'invited', isMaking: false, hasRunOut: true }),
  'manual-replying': manual({ kind: 'replying', text: MANUAL_TEXT, runsOutAt: NOW_MS + 7_000 }),
  'ended-you-hung-up': ended('you-hung-up'),
  'ended-full': ended('full'),
  'ended-link-incomplete': ended('link-incomplete'),
  'ended-named': { ...ended('other-hung-up'), properties: () => ({ reason: 'other-hung-up', other: LONG_NAME }) },
  'ended-unreachable': ended('unreachable'),
};
