import { inMemoryPersistence, type Auth, type User } from 'firebase/auth';
import { contained } from '../../base/contained.ts';

/** As much of Auth as is used. */
type Accounts = Pick<Auth, 'currentUser' | 'onAuthStateChanged' | 'setPersistence' | 'updateCurrentUser'>;

/**
 * The account that this page began with stays its own for as long as the page lives: the call's document names it, and
 * takes nothing from another. The SDK follows what the browser keeps for all tabs: it signs the page out when site data
 * are cleared, and makes it another person when another tab keeps another account.
 *
 * @param isVoid whether this is what the SDK says of an account that is deleted or disabled
 * @param onError hears of an account that could not be put back
 * @returns the account to ask for tokens
 */
export function keepAccount(auth: Accounts, own: User, isVoid: (error: unknown) => boolean, onError: (error: unknown) => void): () => User {
  const putBack = async (other: User | null): Promise<void> => {
    // The browser's place is another tab's: in memory from now on, or the two would take it from each other for ever.
    if (other) await auth.setPersistence(inMemoryPersistence);
    // Signed out, by the SDK itself where the account is void: it stays so then.
    else if (await own.getIdToken(true).then(() => false, isVoid)) return;
    await auth.updateCurrentUser(own);
  };
  auth.onAuthStateChanged((user) => {
    if (user?.uid !== own.uid) contained(putBack(user), onError);
  });
  return () => (auth.currentUser?.uid === own.uid ? auth.currentUser : own);
}
