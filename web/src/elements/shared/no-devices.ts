import type { CallView, LocalView } from 'firelink/call';

/** What an element draws with until it is given something. */
export const NO_DEVICES: LocalView = {
  microphone: { isOn: false, isBusy: false },
  camera: { isOn: false, isBusy: false },
};

export const NO_CALL: CallView = {
  state: { phase: 'idle' },
  remote: { isMicrophoneOn: true, isCameraOn: true },
  hasRelay: false,
};
