import { testHalf } from './storms-in-halves.ts';

testHalf(0);
