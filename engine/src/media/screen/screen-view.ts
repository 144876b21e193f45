/** What a person sees of the screen that they share. */

/** What the picture of a screen is best for (W3C mst-content-hint): `detail` keeps text sharp, `motion` keeps a film moving. */
export type ScreenContent = 'detail' | 'motion';

/**
 * `system`: the operating system lets the browser see no screen. `policy`: the page around this one, or its server, forbids it.
 * `no-screen`: there is nothing to share. `failed`: for another reason.
 */
export type ScreenFailure = 'system' | 'policy' | 'no-screen' | 'failed';

/** The screen that this side shares in a call. */
export interface ScreenControls {
  /** Another object after each change, of which the call's observers are told. */
  readonly view: ScreenView;
  /**
   * Has the browser ask what is to be shared, with its sound where the browser can; also in place of what is shared already. Call
   * it in the turn of a press: browsers ask in no other. Camera and microphone go on, and nothing is negotiated or written for it.
   * No effect before the call stands, and where `view.canShare` is false.
   */
  share(): void;
  /** What the picture is best for, now and in the next share. */
  showAs(content: ScreenContent): void;
  stop(): void;
}

/** What is shared of this side's screen, and whether it can be. */
export interface ScreenView {
  /** This browser can share a screen: no phone can. */
  readonly canShare: boolean;
  readonly isOn: boolean;
  /** The browser asks what is to be shared. */
  readonly isBusy: boolean;
  /** Of what is shared, while it is: the sound of it is sent, too. */
  readonly hasSound: boolean;
  readonly content: ScreenContent;
  /** Why the last request came to nothing. A person who has closed the browser's question has no failure. */
  readonly failure?: ScreenFailure;
}
