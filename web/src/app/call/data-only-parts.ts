/** What a call of data alone has and no other: loaded once it stands. */
import '../../elements/data-only/firelink-name-cards.ts';
import '../../elements/data-only/firelink-take-up.ts';
import '../../elements/devices/firelink-device-notice.ts';

export { CallDevices } from './call-devices.ts';
