/** The words of the list of keys, all languages in one chunk: nothing of a call that runs waits for a language. */
import { language, type Language } from '../index.ts';
import type { KeyedControl } from '../../keys/call-keys.ts';

export interface KeyWords {
  /** Of the list, and of what opens it. */
  readonly title: string;
  readonly controls: Readonly<Record<KeyedControl, string>>;
  /** The name of the space bar. */
  readonly space: string;
  readonly talk: string;
  readonly escape: string;
  readonly close: string;
  /** The switch of all of them. */
  readonly use: string;
  readonly done: string;
}

export const KEY_WORDS: Readonly<Record<Language, KeyWords>> = {
  en: {
    title: 'Keyboard shortcuts',
    controls: { microphone: 'Microphone on or off', camera: 'Camera on or off', chat: 'Open or close the chat', screen: 'Share a screen, or stop', hand: 'Raise or lower your hand', 'full-screen': 'Full screen on or off', shortcuts: 'Show this list' },
    space: 'Space',
    talk: 'Hold it to talk while your microphone is off',
    escape: 'Esc',
    close: 'Close what is open',
    use: 'Use keyboard shortcuts',
    done: 'Close',
  },
  'zh-Hant': {
    title: '鍵盤快速鍵',
    controls: { microphone: '開啟或關閉麥克風', camera: '開啟或關閉攝影機', chat: '開啟或關閉聊天', screen: '分享螢幕或停止分享', hand: '舉手或放下手', 'full-screen': '進入或離開全螢幕', shortcuts: '顯示這份清單' },
    space: '空白鍵',
    talk: '麥克風關閉時，按住即可說話',
    escape: 'Esc',
    close: '關閉目前開啟的項目',
    use: '使用鍵盤快速鍵',
    done: '關閉',
  },
  'zh-Hans': {
    title: '键盘快捷键',
    controls: { microphone: '打开或关闭麦克风', camera: '打开或关闭摄像头', chat: '打开或关闭聊天', screen: '共享屏幕或停止共享', hand: '举手或放下手', 'full-screen': '进入或退出全屏', shortcuts: '显示此列表' },
    space: '空格键',
    talk: '麦克风关闭时，按住即可说话',
    escape: 'Esc',
    close: '关闭当前打开的内容',
    use: '使用键盘快捷键',
    done: '关闭',
  },
  ja: {
    title: 'キーボードショートカット',
    controls: { microphone: 'マイクのオン／オフ', camera: 'カメラのオン／オフ', chat: 'チャットを開く／閉じる', screen: '画面の共有／停止', hand: '手を挙げる／下ろす', 'full-screen': '全画面表示のオン／オフ', shortcuts: 'この一覧を表示' },
    space: 'スペース',
    talk: 'マイクがオフのとき、押している間だけ話せます',
    escape: 'Esc',
    close: '開いているものを閉じる',
    use: 'キーボードショートカットを使う',
    done: '閉じる',
  },
};

export function keyWords(): KeyWords {
  return KEY_WORDS[language()];
}
