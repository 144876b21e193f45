/** The words of a screen that is shared, all languages in one chunk: nothing of a call that runs waits for a language. */
import type { ScreenFailure } from 'firelink/media';
import { language, type Language } from '../index.ts';
import type { OfOther, TitleAndText } from '../messages.ts';

/** The names of buttons say what a press does. */
export interface ScreenWords {
  readonly share: string;
  readonly stop: string;
  /** This side shares. */
  readonly sharing: string;
  /** Said once, to those who don't see it. */
  readonly begun: OfOther;
  /** The name of the other side's. */
  readonly shared: string;
  /** The name of the box in which an enlarged one is moved. */
  readonly enlarged: string;
  readonly enlarge: string;
  readonly enlargePerson: OfOther;
  /** The name of the buttons together. */
  readonly zoom: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fullScreen: string;
  readonly leaveFullScreen: string;
  readonly forText: string;
  readonly forTextHint: string;
  readonly forMotion: string;
  readonly forMotionHint: string;
  readonly failures: Readonly<Record<ScreenFailure, TitleAndText>>;
}

export const SCREEN_WORDS: Readonly<Record<Language, ScreenWords>> = {
  en: {
    share: 'Share screen',
    stop: 'Stop sharing',
    sharing: 'Sharing your screen',
    begun: (name = 'The other person') => `${name} is sharing a screen`,
    shared: 'Shared screen',
    enlarged: 'Shared screen, enlarged: move it with the arrow keys',
    enlarge: 'Enlarge the shared screen',
    enlargePerson: (name = 'the other person') => `Enlarge the picture of ${name}`,
    zoom: 'Zoom of the shared screen',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fullScreen: 'Full screen',
    leaveFullScreen: 'Leave full screen',
    forText: 'Share for sharp text',
    forTextHint: 'Keeps text and drawings sharp; what moves may jerk',
    forMotion: 'Share for motion',
    forMotionHint: 'Keeps a film or an animation smooth; text may blur',
    failures: {
      system: { title: 'Your system keeps the screen from this browser', text: 'Allow the browser to record the screen in the system’s settings for privacy. Then press “Share screen” again.' },
      policy: { title: 'This page may not share a screen', text: 'The page or app around it forbids it. Open the call’s link in a tab of its own.' },
      'no-screen': { title: 'There is nothing to share', text: 'The browser found no screen, window or tab. Open what you want to show, and press “Share screen” again.' },
      failed: { title: 'The screen could not be shared', text: 'Press “Share screen” again. If it goes on, choose a window instead of the whole screen.' },
    },
  },
  'zh-Hant': {
    share: '分享螢幕',
    stop: '停止分享',
    sharing: '你正在分享螢幕',
    begun: (name = '對方') => `${name}正在分享螢幕`,
    shared: '分享的螢幕',
    enlarged: '放大的分享螢幕，可用方向鍵移動',
    enlarge: '放大分享的螢幕',
    enlargePerson: (name = '對方') => `放大${name}的畫面`,
    zoom: '分享螢幕的縮放',
    zoomIn: '放大',
    zoomOut: '縮小',
    fullScreen: '全螢幕',
    leaveFullScreen: '離開全螢幕',
    forText: '以清晰文字分享',
    forTextHint: '讓文字和圖形保持清晰，動態內容可能不流暢',
    forMotion: '以流暢動態分享',
    forMotionHint: '讓影片或動畫保持流暢，文字可能變模糊',
    failures: {
      system: { title: '系統不允許此瀏覽器擷取螢幕', text: '請在系統的隱私權設定中允許瀏覽器錄製螢幕，然後再按一次「分享螢幕」。' },
      policy: { title: '此頁面不能分享螢幕', text: '外層的頁面或應用程式不允許。請在單獨的分頁中開啟通話連結。' },
      'no-screen': { title: '沒有可以分享的內容', text: '瀏覽器沒有找到螢幕、視窗或分頁。請開啟想展示的內容，然後再按一次「分享螢幕」。' },
      failed: { title: '無法分享螢幕', text: '請再按一次「分享螢幕」。如果仍然失敗，請選擇一個視窗，而不是整個螢幕。' },
    },
  },
  'zh-Hans': {
    share: '共享屏幕',
    stop: '停止共享',
    sharing: '你正在共享屏幕',
    begun: (name = '对方') => `${name}正在共享屏幕`,
    shared: '共享的屏幕',
    enlarged: '放大的共享屏幕，可用方向键移动',
    enlarge: '放大共享的屏幕',
    enlargePerson: (name = '对方') => `放大${name}的画面`,
    zoom: '共享屏幕的缩放',
    zoomIn: '放大',
    zoomOut: '缩小',
    fullScreen: '全屏',
    leaveFullScreen: '退出全屏',
    forText: '以清晰文字共享',
    forTextHint: '让文字和图形保持清晰，动态内容可能不流畅',
    forMotion: '以流畅动态共享',
    forMotionHint: '让影片或动画保持流畅，文字可能变模糊',
    failures: {
      system: { title: '系统不允许此浏览器获取屏幕', text: '请在系统的隐私设置中允许浏览器录制屏幕，然后再次点“共享屏幕”。' },
      policy: { title: '此页面不能共享屏幕', text: '外层的页面或应用不允许。请在单独的标签页中打开通话链接。' },
      'no-screen': { title: '没有可以共享的内容', text: '浏览器没有找到屏幕、窗口或标签页。请打开想展示的内容，然后再次点“共享屏幕”。' },
      failed: { title: '无法共享屏幕', text: '请再次点“共享屏幕”。如果仍然失败，请选择一个窗口，而不是整个屏幕。' },
    },
  },
  ja: {
    share: '画面を共有',
    stop: '共有を停止',
    sharing: '画面を共有しています',
    begun: (name) => `${(name === undefined ? '相手' : `${name}さん`)}が画面を共有しています`,
    shared: '共有された画面',
    enlarged: '拡大した共有画面。矢印キーで動かせます',
    enlarge: '共有された画面を大きくする',
    enlargePerson: (name) => `${(name === undefined ? '相手' : `${name}さん`)}の映像を大きくする`,
    zoom: '共有された画面の拡大と縮小',
    zoomIn: '拡大',
    zoomOut: '縮小',
    fullScreen: '全画面表示',
    leaveFullScreen: '全画面表示を終了',
    forText: '文字を鮮明に共有',
    forTextHint: '文字や図を鮮明に保ちます。動きは滑らかでないことがあります',
    forMotion: '動きを滑らかに共有',
    forMotionHint: '動画やアニメーションを滑らかに保ちます。文字はぼやけることがあります',
    failures: {
      system: { title: 'システムの設定により、ブラウザーが画面を取り込めません', text: 'システムのプライバシー設定で、ブラウザーに画面収録を許可してください。そのあと、もう一度「画面を共有」を押してください。' },
      policy: { title: 'このページでは画面を共有できません', text: '埋め込み元のページまたはアプリが許可していません。通話のリンクを単独のタブで開いてください。' },
      'no-screen': { title: '共有できるものがありません', text: '画面、ウィンドウ、タブが見つかりませんでした。見せたいものを開いて、もう一度「画面を共有」を押してください。' },
      failed: { title: '画面を共有できませんでした', text: 'もう一度「画面を共有」を押してください。続く場合は、画面全体ではなくウィンドウを選んでください。' },
    },
  },
};

export function screenWords(): ScreenWords {
  return SCREEN_WORDS[language()];
}
