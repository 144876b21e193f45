/** What a call's devices are chosen, watched and turned with: joining does not need it, so it is loaded after Join can be pressed. */
import '../../elements/devices/firelink-device-picker.ts';
import '../../elements/devices/firelink-flip.ts';
import '../../elements/devices/firelink-microphone-level.ts';

export { SoundWatch } from 'firelink/sound-watch';
