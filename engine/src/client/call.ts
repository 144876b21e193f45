/** What an app holds of a call: it observes, and it asks. */
import type { CallId } from '#protocol/identifiers.ts';
import type { CallView } from '../call/call-view.ts';
import type { ScreenControls } from '../media/screen/screen-view.ts';
import type { HandControls } from '../call/participant/raised-hand.ts';
import type { LinkMedia } from '../signaling/link/call-link.ts';
import type { ChannelOptions, DataChannel, DataChannelKind } from './data-channel.ts';

/**
 * The call of a link, and those in which its two people call again, one after the other. It is made by `Client.startCall`
 * or `Client.openCall` and begins at once; none of its methods rejects, or throws but for an argument of a wrong type. What goes
 * wrong is a state: `ended`, with its reason, or `reconnecting`.
 */
export interface Call {
  /** Of the link: 22 characters of base64url. */
  readonly callId: CallId;
  /** The whole link with its key, as it was made or opened: `https://host/c/<callId>#k=<key>`. */
  readonly link: string;
  /** The state to show; another object at each change. */
  readonly view: CallView;
  /** There is something that leaving would interrupt. */
  readonly isRunning: boolean;
  /** The link's own call is over: who has the link and nothing else can't get in. */
  readonly isNext: boolean;
  /** It has ended in a way after which the two may want to talk again, and can with the same link. */
  readonly canCallAgain: boolean;
  /** `none`, in a call of data alone, until `useMedia`: this side sends neither picture nor sound, and receives both. */
  readonly media: LinkMedia;
  /** `callAgain` was requested, and its result is not known yet. */
  readonly isCallingAgain: boolean;
  /** Calls back after each change, perhaps before the method that made the change has returned, until stopped. @returns stops it */
  observe(listener: (view: CallView) => void): () => void;
  /** What the app sends to the app on the other side; the same object for a kind, through all calls of the link, with the options of the first time. @throws AppError `failed` for a kind that there is none of */
  channel(kind: DataChannelKind, options?: ChannelOptions): DataChannel;
  /** Enters the call of an opened link: at once, or as soon as it can be entered. Before that, this side sends nothing. */
  join(): void;
  /** Tells the caller that the callee will not join. */
  decline(): void;
  /**
   * Sends the devices of the client's `localMedia` from now on, as they are: those that are on, and those that are switched on
   * later. In the link's next calls too, and after a reload. Nothing is negotiated or written for it. No effect where `media` is
   * `devices` already, or once the call has ended.
   */
  useMedia(): void;
  /** This side's screen, and how it is shared with the other. It ends with each of the link's calls. */
  readonly screen: ScreenControls;
  /** This side's hand. It is down at the beginning of each of the link's calls, and after a reload. */
  readonly hand: HandControls;
  hangUp(): void;
  /** For the caller alone: the callee is removed, and the link leads in again. */
  letSomebodyElseIn(): void;
  /** Once more with the same link, where `canCallAgain`: joins the call that the other person has started, or starts one. */
  callAgain(): void;
  /**
   * The page goes (`pagehide`), and may come back: the other side is told that, and never that the call has ended.
   * @returns whether a goodbye is on its way in this page's process: a page that stays for some 60 ms has it delivered
   */
  leave(): boolean;
  /** The app turns to something else. A call that runs is left as by `leave`; the devices go off unless another call uses them. */
  dispose(): void;
}
