import type { FailureWords, FileMessages } from './file-messages.ts';

/** The other person. */
const person = (name?: string): string => (name === undefined ? '相手' : `${name}さん`);

const askAgain = (name?: string): string => `${person(name)}にもう一度送ってもらってください。`;

const endedWhat = (): string => 'ファイルが届ききる前に通話が終わりました。';
const malformed: FailureWords = { what: (name) => `${person(name)}のページから、読み取れないデータが届きました。`, next: () => '両方のページを再読み込みしてから、もう一度送ってください。' };

/** 日本語 */
export const jaFiles: FileMessages = {
  list: 'ファイル',
  sendFiles: 'ファイルを送る',
  sendFolder: 'フォルダーを送る',
  dropHere: (name) => `ここにドロップすると${person(name)}に送れます`,
  from: (name) => `${person(name)}から`,
  to: (name) => `${person(name)}へ`,
  unknownType: '種類不明',
  kinds: { image: (format) => `${format}画像`, audio: (format) => `${format}音声`, video: (format) => `${format}動画` },
  progress: (file) => `${file} の進行状況`,
  ofSize: (done, size) => `${done} / ${size}`,
  timeLeft: (time) => `残り ${time}`,
  rates: (average, peak) => `平均 ${average}、最大 ${peak}`,
  limit: (most) => `このブラウザはファイルをメモリーにだけ保存するため、受け取れるのは ${most} までです。`,
  aboveLimit: (most) => `このブラウザには大きすぎます。ファイルをメモリーにだけ保存するため、受け取れるのは ${most} までです。プライベートウィンドウの外か、別のブラウザなら受け取れるかもしれません。`,
  actions: {
    accept: { label: '受け取る', named: (file) => `${file} を受け取る` },
    decline: { label: '断る', named: (file) => `${file} を断る` },
    pause: { label: '一時停止', named: (file) => `${file} を一時停止` },
    resume: { label: '再開', named: (file) => `${file} を再開` },
    cancel: { label: 'キャンセル', named: (file) => `${file} をキャンセル` },
    retry: { label: 'もう一度送る', named: (file) => `${file} をもう一度送る` },
    ask: { label: '再送を頼む', named: (file) => `${file} の再送を頼む` },
    choose: { label: 'ファイルを選び直す', named: (file) => `ファイルを選び直す: ${file}` },
    save: { label: '保存', named: (file) => `${file} を保存` },
  },
  offered: (count, size) => `${count} 個のファイル（合計 ${size}）が届いています`,
  acceptAll: 'すべて受け取る',
  declineAll: 'すべて断る',
  showMore: (count) => `さらに ${count} 個を表示`,
  states: {
    offeredOut: (name) => `${person(name)}が受け取るのを待っています`,
    queued: '承諾されました。ほかのファイルの後に送られます',
    pausedBySelf: 'あなたが一時停止しました',
    pausedByOther: (name) => `${person(name)}が一時停止しました`,
    interrupted: '今は接続がありません。つながり次第、続きから始まります。',
    needsFileOut: 'このページが再読み込みされ、ブラウザにファイルが残っていません。選び直すと、続きから送られます。',
    needsFileIn: (name) => `${person(name)}がファイルを選び直すのを待っています。続きから届きます。`,
    done: '検証済み: 送られたとおりに届きました (SHA-256)',
    declinedOut: (name) => `${person(name)}が断りました`,
    declinedIn: '断りました',
    cancelledBySelf: 'あなたがキャンセルしました',
    cancelledByOther: (name) => `${person(name)}がキャンセルしました`,
  },
  failures: {
    out: {
      mismatch: { what: () => '届いた内容が送った内容と異なるため、受け取られませんでした (SHA-256)。', next: () => 'もう一度送ってください。' },
      changed: { what: () => '送っている間にファイルが変更されました。', next: () => '今の内容を送るには、ファイルを選び直してください。' },
      vanished: { what: () => 'ファイルを読み込めません。移動、名前の変更、または削除されています。', next: () => '今の場所からファイルを選び直してください。' },
      'disk-full': { what: (name) => `${person(name)}の端末に空き容量がありません。`, next: () => '空きができたら、もう一度送ってください。' },
      'too-large': { what: (name) => `${person(name)}のブラウザで受け取れる大きさを超えています。`, next: () => '別のブラウザで通話を開いてもらってから、もう一度送ってください。' },
      malformed,
      'not-stored': { what: (name) => `${person(name)}のブラウザで保存できませんでした。`, next: () => 'もう一度送ってください。' },
      ended: { what: endedWhat, next: () => 'もう一度通話して、送り直してください。' },
    },
    in: {
      mismatch: { what: () => '届いた内容が送られた内容と異なるため、破棄されました (SHA-256)。', next: () => '再送を頼んでください。' },
      changed: { what: () => '送られている間にファイルが変更されました。', next: askAgain },
      vanished: { what: (name) => `${person(name)}の端末でファイルを読み込めなくなりました。`, next: askAgain },
      'disk-full': { what: () => 'この端末に空き容量がありません。', next: () => '空き容量を増やしてから、再送を頼んでください。' },
      'too-large': { what: () => 'このブラウザで受け取れる大きさを超えています。', next: (name) => `プライベートウィンドウの外か別のブラウザで通話を開いてから、${askAgain(name)}` },
      malformed,
      'not-stored': { what: () => 'このブラウザで保存できませんでした。', next: () => '空き容量を増やしてから、再送を頼んでください。プライベートウィンドウでは保存できないことがあります。' },
      ended: { what: endedWhat, next: (name) => `もう一度通話して、${person(name)}に送り直してもらってください。` },
    },
  },
  announcements: {
    offer: (file, size, name) => `${person(name)}が ${file}（${size}）を送ろうとしています`,
    offers: (count, name) => `${person(name)}が ${count} 個のファイルを送ろうとしています`,
    received: (file) => `${file} が届き、検証されました`,
    delivered: (file) => `${file} を届け、検証されました`,
    stopped: (file, why) => `${file}: ${why}`,
    more: (count) => `ほかに ${count} 個のファイルが終わりました`,
  },
  notices: {
    anotherFile: (file) => `${file} と同じファイルではありません。送ったファイルを選んでください。`,
    nothingInside: '送れるファイルがありません。',
    tooMany: (count) => `最初の ${count} 個だけを受け付けました。残りはその後で送ってください。`,
    unreadable: (count) => `${count} 個のファイルを読み込めず、除きました。`,
    notSaved: (file) => `${file} をそこには保存できませんでした。別の場所を選んでください。`,
    saved: (file) => `${file} を保存しました`,
  },
};
