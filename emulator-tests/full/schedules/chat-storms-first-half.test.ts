import { testHalf } from './chat-storms-in-halves.ts';

testHalf(0);
