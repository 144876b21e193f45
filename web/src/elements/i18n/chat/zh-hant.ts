import type { ChatWords } from './chat-messages.ts';

export const zhHantChat: ChatWords = {
  chat: {
    open: (unread) => (unread === 0 ? '開啟聊天' : `開啟聊天，${unread} 則未讀`),
    close: '關閉聊天',
    title: '聊天',
    hide: '關閉',
    log: '訊息列表',
    field: '訊息',
    send: '傳送',
    empty: '訊息直接從瀏覽器傳到瀏覽器。通話結束並關閉此頁面後，訊息就會消失。',
    you: '你',
    other: '對方',
    typing: (name = '對方') => `${name}正在輸入…`,
    newest: (count) => (count === 0 ? '最新訊息' : `${count} 則新訊息`),
    copyAll: '全部複製',
    copied: '已複製',
    copyFailed: '無法複製，可改為儲存成文字檔。',
    save: '儲存為文字檔',
    sending: '正在傳送',
    delivered: '已送達',
    notDelivered: '未送達',
    repeated: '重傳',
    kept: {
      show: '顯示聊天',
      hide: '隱藏聊天',
      undelivered: (count) => `${count} 則訊息未送達。`,
    },
    heard: (name, text) => `${name}：${text}`,
    refusals: {
      'too-long': '這則訊息太長，超過 64 KiB。可分成幾則傳送，或作為檔案傳送。',
      full: '等待送達的訊息太多。連線恢復後再試。',
      ended: '連線已中斷，訊息沒有送出。',
    },
  },
};
