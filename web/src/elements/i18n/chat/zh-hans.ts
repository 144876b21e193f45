import type { ChatWords } from './chat-messages.ts';

export const zhHansChat: ChatWords = {
  chat: {
    open: (unread) => (unread === 0 ? '打开聊天' : `打开聊天，${unread} 条未读`),
    close: '关闭聊天',
    title: '聊天',
    hide: '关闭',
    log: '消息列表',
    field: '消息',
    send: '发送',
    empty: '消息直接从浏览器传到浏览器。通话结束并关闭此页面后，消息就会消失。',
    you: '你',
    other: '对方',
    typing: (name = '对方') => `${name}正在输入…`,
    newest: (count) => (count === 0 ? '最新消息' : `${count} 条新消息`),
    copyAll: '全部复制',
    copied: '已复制',
    copyFailed: '无法复制，可改为保存成文本。',
    save: '保存为文本',
    sending: '正在发送',
    delivered: '已送达',
    notDelivered: '未送达',
    repeated: '重发',
    kept: {
      show: '显示聊天',
      hide: '隐藏聊天',
      undelivered: (count) => `${count} 条消息未送达。`,
    },
    heard: (name, text) => `${name}：${text}`,
    refusals: {
      'too-long': '这条消息太长，超过 64 KiB。可分成几条发送，或作为文件发送。',
      full: '等待送达的消息太多。连接恢复后再试。',
      ended: '连接已断开，消息没有发出。',
    },
  },
};
