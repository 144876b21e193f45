/** The words of a call of data alone, all languages in one chunk: nothing of a call that runs waits for a language. */
import { language, type Language } from './index.ts';
import type { OfOther, TitleAndText } from './messages.ts';

/** Devices are tried before they are sent; until then names stand for pictures. */
export interface DataOnlyWords extends TitleAndText {
  readonly turnOn: string;
  readonly cancel: string;
  readonly you: string;
  readonly other: OfOther;
  readonly nothingOn: string;
  readonly heard: string;
}

export const DATA_ONLY_WORDS: Readonly<Record<Language, DataOnlyWords>> = {
  en: {
    title: 'Turn on camera or microphone',
    text: 'Only you see and hear this. Choose what you want, then turn it on for this call.',
    turnOn: 'Turn on',
    cancel: 'Cancel',
    you: 'You',
    other: (name = 'The other person') => name,
    nothingOn: 'Camera and microphone off',
    heard: 'Microphone on',
  },
  'zh-Hant': {
    title: '開啟相機或麥克風',
    text: '這裡只有你自己看得到、聽得到。選好要用的，再於這次通話中開啟。',
    turnOn: '開啟',
    cancel: '取消',
    you: '你',
    other: (name = '對方') => name,
    nothingOn: '相機和麥克風已關閉',
    heard: '麥克風已開啟',
  },
  'zh-Hans': {
    title: '打开摄像头或麦克风',
    text: '这里只有你自己能看到和听到。选好要用的，再在这次通话中打开。',
    turnOn: '打开',
    cancel: '取消',
    you: '你',
    other: (name = '对方') => name,
    nothingOn: '摄像头和麦克风已关闭',
    heard: '麦克风已打开',
  },
  ja: {
    title: 'カメラやマイクをオンにする',
    text: 'これはあなたにだけ見え、聞こえています。使うものを選んでから、この通話でオンにしてください。',
    turnOn: 'オンにする',
    cancel: 'キャンセル',
    you: 'あなた',
    other: (name) => (name === undefined ? '相手' : `${name}さん`),
    nothingOn: 'カメラとマイクはオフ',
    heard: 'マイクはオン',
  },
};

export function dataOnlyWords(): DataOnlyWords {
  return DATA_ONLY_WORDS[language()];
}
