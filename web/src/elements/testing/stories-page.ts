/** The stories' page: `draw(name)` draws one story, with the live region. Loaded by Vite alone. */
import { ENDED_REASONS } from '../../../../engine/src/call/machine/reasons.ts';
import { systemClock } from '../../../../engine/src/base/clock.ts';
import '../chat/firelink-chat-button.ts';
import '../chat/firelink-chat.ts';
import '../chat/firelink-kept-chat.ts';
import '../data-only/firelink-name-cards.ts';
import '../data-only/firelink-take-up.ts';
import '../devices/firelink-device-picker.ts';
import '../ended/firelink-ended.ts';
import '../devices/firelink-flip.ts';
import '../home/firelink-home.ts';
import '../lobby/firelink-lobby.ts';
import '../manual/firelink-manual.ts';
import '../devices/firelink-microphone-level.ts';
import '../shared/firelink-question.ts';
import '../shared/firelink-status.ts';
import '../waiting/firelink-waiting.ts';
import '../devices/firelink-device-notice.ts';
import '../i18n/end-messages.ts';
import { loadMessages } from '../i18n/index.ts';
import type { QuestionMessages } from '../i18n/messages.ts';
import '../files/firelink-send-files.ts';
import '../files/firelink-transfers.ts';
import './files-story.ts';
import '../in-call/firelink-in-call.ts';
import { paintedScreen } from './painted-screen.ts';
import { FILE_STORIES } from './file-stories.ts';
import { CHAT_STORIES, KEY_STORIES, STORIES, NOW_MS, ended, type Streams } from './stories.ts';

/** A face of sorts before a window, told apart by its colours, moving so that the stream has frames. */
function paintedStream(width: number, height: number, hue: number): MediaStream {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  const paint = (time: number): void => {
    const ground = context.createLinearGradient(0, 0, width, height);
    ground.addColorStop(0, `hsl(${hue} 45% 72%)`);
    ground.addColorStop(1, `hsl(${hue + 40} 35% 38%)`);
    context.fillStyle = ground;
    context.fillRect(0, 0, width, height);
    const size = Math.min(width, height);
    const sway = Math.sin(time / 900) * size * 0.01;
    context.fillStyle = `hsl(${hue + 190} 30% 30%)`;
    context.beginPath();
    context.ellipse(width / 2 + sway, height * 1.02, size * 0.42, size * 0.38, 0, 0, Math.PI * 2);
    context.fill();
    context.fillStyle = 'hsl(24 45% 68%)';
    context.beginPath();
    context.ellipse(width / 2 + sway, height * 0.44, size * 0.17, size * 0.22, 0, 0, Math.PI * 2);
    context.fill();
    requestAnimationFrame(paint);
  };
  paint(0);
  return canvas.captureStream(15);
}

/** A lake in the evening. */
function paintedPicture(): Promise<Blob> {
  const canvas = new OffscreenCanvas(960, 600);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  const sky = context.createLinearGradient(0, 0, 0, 600);
  for (const [place, colour] of [[0, '#3b4a7a'], [0.35, '#d98a7a'], [0.55, '#f6c98b'], [0.56, '#a9796f'], [1, '#26324f']] as const) sky.addColorStop(place, colour);
  context.fillStyle = sky;
  context.fillRect(0, 0, 960, 600);
  context.fillStyle = '#ffe6b0';
  context.beginPath();
  context.arc(650, 205, 40, 0, 2 * Math.PI);
  context.fill();
  for (const [colour, top, lift] of [['#6d5a7d', 330, 120], ['#3c3a5c', 333, 60]] as const) {
    context.fillStyle = colour;
    context.beginPath();
    context.moveTo(0, top);
    for (let x = 0; x <= 960; x += 8) context.lineTo(x, top - lift * Math.abs(Math.sin(x / 190 + lift)) * Math.sin((x + 40) / 330) ** 2);
    context.lineTo(960, top);
    context.fill();
  }
  return canvas.convertToBlob({ type: 'image/png' });
}

const streams: Streams = { own: paintedStream(1280, 720, 200), remote: paintedStream(1280, 720, 20), screen: paintedScreen(), picture: await paintedPicture() };
const stillClock = { now: () => NOW_MS, elapsed: () => NOW_MS, after: (delayMs: number, action: () => void) => systemClock.after(delayMs, action) };
const stories = { ...STORIES, ...CHAT_STORIES, ...KEY_STORIES, ...FILE_STORIES, ...Object.fromEntries(ENDED_REASONS.map((reason) => [`ended-${reason}`, ended(reason)])) };
const stage = document.querySelector('#stage');
const status = document.querySelector('firelink-status');

for (const name of ['step-transfers', 'choose-files', 'send-files', 'provide-file', 'save-file']) {
  document.addEventListener(`firelink-${name}`, (event) => {
    const { step, ids, id, file, files } = event as Event & { step?: string; ids?: readonly string[]; id?: string; file?: File; files?: readonly { file: File; path?: readonly string[] }[] };
    heard.push({ type: event.type, detail: { ...(step && { step, ids }), ...(id && { id }), ...(file && { file: file.name }), ...(files && { files: files.map((chosen) => [...(chosen.path ?? []), chosen.file.name].join('/')) }) } });
  });
}

const heard: { readonly type: string; readonly detail: Readonly<Record<string, unknown>> }[] = [];
for (const name of ['start-call', 'open-link', 'rename', 'join-call', 'decline-call', 'hang-up', 'switch-device', 'choose-device', 'mirror', 'flip-camera', 'choose-language', 'let-somebody-else-in', 'answer', 'connect-by-hand', 'make-invitation', 'read-text', 'make-reply', 'show-qr', 'try-again', 'reload-page', 'go-home', 'open-chat', 'send-message', 'typing', 'save-chat', 'share-screen', 'stop-sharing', 'show-screen-as', 'raise-hand', 'switch-keys']) {
  document.addEventListener(`firelink-${name}`, (event) => {
    const { text, name: called, device, isOn, kind, id, isMirrored, language, isYes, content, isRaised, areOn } = event as Event & Partial<Record<'isRaised' | 'areOn' | 'content' | 'text' | 'name' | 'device' | 'isOn' | 'kind' | 'id' | 'isMirrored' | 'language' | 'isYes', unknown>>;
    heard.push({ type: event.type, detail: { ...(text === undefined ? {} : { text }), ...(called === undefined ? {} : { name: called }), ...(device === undefined ? {} : { device, isOn }), ...(kind === undefined ? {} : { kind, id }), ...(isMirrored === undefined ? {} : { isMirrored }), ...(language === undefined ? {} : { language }), ...(isYes === undefined ? {} : { isYes }), ...(content === undefined ? {} : { content }), ...(isRaised === undefined ? {} : { isRaised }), ...(areOn === undefined ? {} : { areOn }) } });
  });
}

function videosOf(root: Element): HTMLVideoElement[] {
  const within = [...(root.shadowRoot ?? root).children].flatMap(videosOf);
  return root instanceof HTMLVideoElement ? [root] : within;
}

function firstFrame(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    if (video.srcObject === null) resolve();
    else video.requestVideoFrameCallback(() => resolve());
  });
}

/** Each selector is for within the one before it. */
function press(root: Element, [selector = '', ...rest]: readonly string[]): void {
  const found = (root.shadowRoot ?? root).querySelector(selector);
  if (!found) throw new Error(`no ${selector} to press`);
  if (rest.length > 0) press(found, rest);
  else if (found instanceof HTMLElement) found.click();
}

/** Over the screen that stands. */
function ask(messages: QuestionMessages): void {
  stage?.append(Object.assign(document.createElement('firelink-question'), { messages }));
}

const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

async function draw(name: string, languages: readonly string[] = ['en']): Promise<void> {
  const story = stories[name];
  if (!story || !stage || !status) throw new Error(`no story ${name}`);
  document.documentElement.lang = await loadMessages(languages);
  heard.length = 0;
  const screen = document.createElement(story.tag);
  Object.assign(screen, { clock: stillClock }, story.properties(streams));
  if (story.keptChat) screen.append(Object.assign(document.createElement('firelink-kept-chat'), { chat: story.keptChat, clock: stillClock }));
  status.state = story.state;
  status.isUnverifiable = story.isUnverifiable ?? false;
  stage.replaceChildren(screen);
  await frame();
  if (story.question) ask(story.question());
  if (story.takeUp) stage.append(Object.assign(document.createElement('firelink-take-up'), { local: { ...story.takeUp, ...(story.takeUp.camera.isOn && { stream: streams.own }) } }));
  if (story.press) press(screen, story.press);
  if (story.key) window.dispatchEvent(new KeyboardEvent('keydown', { key: story.key }));
  await Promise.all(videosOf(screen).map(firstFrame));
  // Two frames: children draw after their parents, and a video's fit follows its first frame.
  await frame();
  await frame();
}

Object.assign(globalThis, { draw, heard });
