import type { ChatWords } from './chat-messages.ts';

export const jaChat: ChatWords = {
  chat: {
    open: (unread) => (unread === 0 ? 'チャットを開く' : `チャットを開く、未読${unread}件`),
    close: 'チャットを閉じる',
    title: 'チャット',
    hide: '閉じる',
    log: 'メッセージ一覧',
    field: 'メッセージ',
    send: '送信',
    empty: 'メッセージはブラウザからブラウザへ直接届きます。通話が終わってこのページを閉じると消えます。',
    you: '自分',
    other: '相手',
    typing: (name) => `${name === undefined ? '相手' : `${name}さん`}が入力中…`,
    newest: (count) => (count === 0 ? '最新のメッセージへ' : `新着メッセージ${count}件`),
    copyAll: 'すべてコピー',
    copied: 'コピーしました',
    copyFailed: 'コピーできませんでした。代わりにテキストとして保存してください。',
    save: 'テキストとして保存',
    sending: '送信中',
    delivered: '届きました',
    notDelivered: '届いていません',
    repeated: '再送',
    kept: {
      show: 'チャットを表示',
      hide: 'チャットを隠す',
      undelivered: (count) => `${count}件のメッセージが届いていません。`,
    },
    heard: (name, text) => `${name}：${text}`,
    refusals: {
      'too-long': 'このメッセージは長すぎます（64 KiBを超えています）。分けて送るか、ファイルとして送ってください。',
      full: 'まだ届いていないメッセージが多すぎます。接続が戻ったらもう一度試してください。',
      ended: '接続がありません。メッセージは送信されませんでした。',
    },
  },
};
