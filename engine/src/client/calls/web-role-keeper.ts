import type { CallId } from '#protocol/identifiers.ts';
import type { KeyValues } from '../../base/storage/key-values.ts';
import { browserLocks, type Locks, type WantedLock } from '../../base/storage/locks.ts';
import type { RoleKeeper } from '../../call/role-keeper.ts';
import { createRoleMemory } from './role-memory.ts';

/** A page being reloaded lets go of its locks a moment after its successor starts. */
const RELOAD_WAIT_MS = 1_500;
/** A role that this tab did not have is another page's if it isn't free by then. */
const OTHER_WAIT_MS = 250;

/**
 * Roles in sessionStorage (a tab's own memory, which a reload keeps and a duplicated tab copies) and Web Locks (which
 * only one live page of a browser can hold). A browser without locks, or with storage blocked, works: there a
 * duplicated tab takes the role over.
 */
/** @param callId of the link's own call: also for the calls that follow it */
export function createWebRoleKeeper(callId: CallId, storage?: KeyValues, locks: Locks = browserLocks): RoleKeeper {
  /** From the question on: what is waited for is let go of too. */
  const wanted = new Map<string, WantedLock>();
  const memory = createRoleMemory(storage);
  const letGo = (): void => {
    for (const role of ['caller', 'callee']) {
      const name = `call/${callId}/${role}`;
      wanted.get(name)?.letGo();
      wanted.delete(name);
    }
  };
  return {
    remembered: () => memory.role(callId),
    async take(role, { takesOver, onTakenOver, isSeated } = { takesOver: false, onTakenOver: () => {} }) {
      const name = `call/${callId}/${role}`;
      const waitMs = memory.role(callId) === role ? RELOAD_WAIT_MS : OTHER_WAIT_MS;
      const lock: WantedLock = wanted.get(name) ?? locks.want(name, waitMs, {
        takesOver,
        onTakenOver() {
          if (wanted.get(name) === lock) wanted.delete(name);
          onTakenOver();
        },
      });
      wanted.set(name, lock);
      if (isSeated) memory.keepRole(callId, role);
      const outcome = await lock.outcome;
      // Released meanwhile, and perhaps asked for again: whatever came of this one, it is over.
      if (wanted.get(name) !== lock) return false;
      if (outcome === 'taken') {
        wanted.delete(name);
        return false;
      }
      memory.keepRole(callId, role);
      return true;
    },
    keepStood: () => memory.keepStood(callId),
    hasStood: () => memory.hasStood(callId),
    seat: () => memory.seat(callId),
    freeSeat: () => memory.freeSeat(callId),
    letGo,
    release() {
      memory.forget(callId);
      letGo();
    },
  };
}
