import type { ScreenControls } from '../screen/screen-view.ts';

/** Of a browser that can share none. */
export const NO_SCREEN: ScreenControls = {
  view: { canShare: false, isOn: false, isBusy: false, hasSound: false, content: 'detail' },
  share() {}, showAs() {}, stop() {},
};
