import type { ReactiveController } from 'lit';

/** As much of the visual viewport as is looked at. */
export type Visible = Pick<VisualViewport, 'height' | 'scale'>;

const NAME = '--firelink-visible-height';
/** A soft keyboard takes more; the bars of a browser, which come and go, take less. */
const KEYBOARD_PX = 120;

/**
 * The height above a soft keyboard that lies over the page, in px; undefined where none does. A page that is magnified shows a part of
 * itself, too, and is left as it is.
 */
export function heightAboveKeyboard({ height, scale }: Visible, layoutHeight: number): number | undefined {
  return Math.abs(scale - 1) < 0.01 && layoutHeight - height >= KEYBOARD_PX ? Math.floor(height) : undefined;
}

/**
 * Tells the page how much of it is seen above a soft keyboard, as `--firelink-visible-height` of the root: no browser on a phone lays
 * the page out anew for its keyboard, and the field for a message stands at the foot.
 */
export class VisibleHeight implements ReactiveController {
  hostConnected(): void {
    visualViewport?.addEventListener('resize', this.#follow);
    this.#follow();
  }

  hostDisconnected(): void {
    visualViewport?.removeEventListener('resize', this.#follow);
    document.documentElement.style.removeProperty(NAME);
  }

  readonly #follow = (): void => {
    const { style, clientHeight } = document.documentElement;
    const height = visualViewport ? heightAboveKeyboard(visualViewport, Math.max(clientHeight, innerHeight)) : undefined;
    if (height === undefined) {
      style.removeProperty(NAME);
      return;
    }
    style.setProperty(NAME, `${height}px`);
    // Safari has moved the page up to show the field, which now fits.
    scrollTo(0, 0);
  };
}
