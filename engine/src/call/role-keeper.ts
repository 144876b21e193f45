/**
 * Which role in the call of a link belongs to this page: survives a reload, and is never held by two live pages of one
 * browser.
 */
import type { Role } from '#protocol/identifiers.ts';

export interface Taking {
  /** Another live page that holds it is to let it go. */
  readonly takesOver: boolean;
  /** Another page has taken it over from this one. */
  readonly onTakenOver: () => void;
  /** The store has given it to this page: it is remembered at once, since a reload may come before the browser's lock. */
  readonly isSeated?: true;
}

export interface RoleKeeper {
  /** Takes the role until the page goes, or another page takes it over. @returns false when another live page of this browser holds it */
  take(role: Role, how?: Taking): Promise<boolean>;
  /** The role that this tab had before it was reloaded. */
  remembered(): Role | undefined;
  /** The call's document is there: a page that comes back and doesn't find it is late. */
  keepStood(): void;
  /** Whether this tab knows that the call's document was there. */
  hasStood(): boolean;
  /** How many persons have been let go in this call, by this page and those of the tab before it. */
  seat(): number;
  /** Another person is let in from now on. */
  freeSeat(): void;
  /** The page leaves the call and may come back: another page may hold the role meanwhile. */
  letGo(): void;
  /** The call is over for this page. */
  release(): void;
}
