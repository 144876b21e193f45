/** What a call's devices are chosen, watched and turned with: nobody waits for it to join, so it is loaded after that can be. */
import '../ui/firelink-device-picker.ts';
import '../ui/firelink-flip.ts';
import '../ui/firelink-microphone-level.ts';

export { SoundWatch } from '../media/sound-watch.ts';
