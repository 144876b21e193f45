import type { NextCallChoice } from '../../call/ending/choose-next-call.ts';
import { CodeMissing } from '../backend-source.ts';
import type { Backend } from '../firebase/backend.ts';
import type { Search } from './search-next-call.ts';

/**
 * Looks up a link's next call, with code that is loaded when it is needed.
 * @throws CodeMissing, after `onCodeMissing` has been told
 */
export async function searchWith(connect: () => Promise<Backend>, search: Search, onCodeMissing: () => Promise<void>): Promise<NextCallChoice> {
  try {
    const code = import('./search-next-call.ts').catch((error: unknown) => {
      throw new CodeMissing(error);
    });
    const [{ searchNextCall }, backend] = await Promise.all([code, connect()]);
    return await searchNextCall(search, backend);
  } catch (error) {
    if (error instanceof CodeMissing) await onCodeMissing();
    throw error;
  }
}
