import { testHalf } from './channel-storms-in-halves.ts';

testHalf(0);
