/** Loaded with a call's code: from then on the first screen's elements can say how one ends. */
import { enEnds } from './en-ends.ts';
import { provideEndMessages } from './index.ts';

provideEndMessages(enEnds);
