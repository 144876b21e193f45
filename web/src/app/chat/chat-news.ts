/** Told at the document: what the page's tab and its sound are to say of the chat. */
export class ChatNewsEvent extends Event {
  static readonly type = 'firelink-chat-news';
  readonly unread: number;
  /** Something has come that the person does not see. */
  readonly hasArrived: boolean;
  constructor(unread: number, hasArrived: boolean) {
    super(ChatNewsEvent.type);
    this.unread = unread;
    this.hasArrived = hasArrived;
  }
}
