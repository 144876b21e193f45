import type { CallId, Role } from '#protocol/identifiers.ts';
import type { RoleKeeper, Taking } from '../call/role-keeper.ts';

/** A page being reloaded lets go of its locks a moment after its successor starts. */
const RELOAD_WAIT_MS = 1_500;
/** A role that this tab did not have is somebody else's if it isn't free by then. */
const OTHER_WAIT_MS = 250;

export type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * Roles in sessionStorage (a tab's own memory, which a reload keeps and a duplicated tab copies) and Web Locks (which
 * only one live page of a browser can hold). A browser without locks, or with storage blocked, works: there a
 * duplicated tab takes the role over.
 */
export function createWebRoleKeeper(storage: TabStorage | undefined, locks: LockManager | undefined): RoleKeeper {
  const held = new Map<string, () => void>();
  const keyOf = (callId: CallId): string => `firelink/role/${callId}`;
  const stoodKeyOf = (callId: CallId): string => `firelink/stood/${callId}`;
  const remembered = (callId: CallId): Role | undefined => {
    const role = storage?.getItem(keyOf(callId));
    return role === 'caller' || role === 'callee' ? role : undefined;
  };
  const letGo = (callId: CallId): void => {
    for (const role of ['caller', 'callee']) {
      const name = `call/${callId}/${role}`;
      held.get(name)?.();
      held.delete(name);
    }
  };
  return {
    remembered,
    async take(callId, role, how = { takesOver: false, onTakenOver: () => {} }) {
      const name = `call/${callId}/${role}`;
      if (!held.has(name) && locks) {
        const letGo = await hold(locks, name, remembered(callId) === role ? RELOAD_WAIT_MS : OTHER_WAIT_MS, {
          ...how,
          onTakenOver() {
            held.delete(name);
            how.onTakenOver();
          },
        });
        if (!letGo) return false;
        held.set(name, letGo);
      }
      storage?.setItem(keyOf(callId), role);
      return true;
    },
    keepStood: (callId) => storage?.setItem(stoodKeyOf(callId), 'yes'),
    hasStood: (callId) => storage?.getItem(stoodKeyOf(callId)) === 'yes',
    letGo,
    release(callId) {
      storage?.removeItem(keyOf(callId));
      storage?.removeItem(stoodKeyOf(callId));
      letGo(callId);
    },
  };
}

/** @returns what lets the lock go, or undefined when it was not to be had within `waitMs` */
function hold(locks: LockManager, name: string, waitMs: number, { takesOver, onTakenOver }: Taking): Promise<(() => void) | undefined> {
  return new Promise((resolve) => {
    let isHeld = false;
    locks
      .request(name, takesOver ? { steal: true } : { signal: AbortSignal.timeout(waitMs) }, () => new Promise<void>((letGo) => {
        isHeld = true;
        resolve(letGo);
      }))
      .catch(() => {
        // A lock that was held is taken over by another page; there is no other way to lose it.
        if (isHeld) onTakenOver();
        else resolve(undefined);
      });
  });
}

/** sessionStorage, where the browser lets the page have it. */
export function sessionStorageIfAllowed(): Storage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}
