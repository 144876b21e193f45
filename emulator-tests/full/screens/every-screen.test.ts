/** The sizes and colours that `npm test` leaves out. */
import { describeEachScreen } from '../../screens/each-screen.ts';
import { LAPTOP, PHONE } from '../../screens/stories-site.ts';

describeEachScreen([['390x844', 'dark', PHONE], ['1440x900', 'light', LAPTOP]]);
